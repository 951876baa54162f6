import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Finding } from '#schemas/finding.ts';
import { type Jurisdiction, jurisdictionChain } from '#schemas/jurisdiction.ts';
import { type Rule, type RuleId, RulePack } from '#schemas/rule.ts';
import type { SchoolKind } from '#schemas/school.ts';
import { checks } from './all-checks.ts';
import type { Breach, RuleCheck } from './check.ts';

/** Where and when a rule is asked. Without a school kind, versions for any kind may answer. */
export interface RuleScope {
  readonly jurisdiction: Jurisdiction;
  readonly schoolKind?: SchoolKind;
  /** Civil date of the fact, not of today: a record is judged by the rules of its own day. */
  readonly on: string;
}

/** The rule packs of one start. */
export interface Rules {
  /** SHA-256, hex, of the listing that `sha256sum *.json` prints in the folder. Every finding carries it. */
  readonly hash: string;
  readonly packs: readonly { readonly id: string; readonly version: string; readonly sha256: string }[];
  /** Every version of every rule. */
  readonly all: readonly Rule[];
  /** The version that holds: nearest jurisdiction first, then the latest. Undefined when none does. */
  readonly inForce: (id: RuleId, scope: RuleScope) => Rule | undefined;
  /** Runs a check with the parameters in force; no findings where the rule does not hold. */
  readonly evaluate: <Facts, Parameters extends z.ZodType>(
    check: RuleCheck<Facts, Parameters>,
    scope: RuleScope,
    facts: Facts,
  ) => Finding[];
}

/** Reads all rule packs of a folder. @throws Error naming the pack, and the rule whose parameters do not fit its check. */
export async function loadRules(directory: string): Promise<Rules> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).toSorted();
  const loaded = await Promise.all(files.map((file) => readPack(directory, file)));
  const listing = loaded.map(({ sha256 }, i) => `${sha256}  ${files[i]}\n`).join('');
  return createRules(
    loaded.map(({ pack }) => pack),
    loaded.map(({ pack, sha256 }) => ({ id: pack.id, version: pack.version, sha256 })),
    createHash('sha256').update(listing).digest('hex'),
  );
}

async function readPack(directory: string, file: string) {
  const bytes = await readFile(join(directory, file));
  const parsed = RulePack.safeParse(JSON.parse(bytes.toString('utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return { pack: parsed.data, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function createRules(packs: readonly RulePack[], summaries: Rules['packs'], hash: string): Rules {
  const all = packs.flatMap((pack) => pack.rules);
  for (const rule of all) requireParameters(rule);
  const byId = Map.groupBy(all, (rule) => rule.id);

  const inForce: Rules['inForce'] = (id, scope) => {
    const chain = jurisdictionChain(scope.jurisdiction);
    const distance = (rule: Rule) => chain.indexOf(rule.jurisdiction);
    const [first] = (byId.get(id) ?? [])
      .filter((rule) => distance(rule) >= 0 && appliesTo(rule, scope))
      .toSorted((a, b) => distance(a) - distance(b) || (a.validFrom < b.validFrom ? 1 : -1));
    return first;
  };

  return {
    hash,
    packs: summaries,
    all,
    inForce,
    evaluate(check, scope, facts) {
      const rule = inForce(check.ruleId, scope);
      if (rule === undefined) return [];
      const breaches = check.find(facts, check.parameters.parse(rule.parameters));
      return breaches.map((breach) => toFinding(breach, rule, hash));
    },
  };
}

function appliesTo(rule: Rule, { schoolKind, on }: RuleScope): boolean {
  if (schoolKind !== undefined && !rule.schoolKinds.includes(schoolKind)) return false;
  return rule.validFrom <= on && on <= (rule.validTo ?? on);
}

function requireParameters(rule: Rule): void {
  const check = checks.find(({ ruleId }) => ruleId === rule.id);
  const parsed = check?.parameters.safeParse(rule.parameters);
  if (parsed?.error) throw new Error(`rule ${rule.id}: parameters: ${z.prettifyError(parsed.error)}`);
}

function toFinding({ breach, evidence, data, advisory }: Breach, rule: Rule, rulesHash: string): Finding {
  return {
    ruleId: rule.id,
    breach,
    severity: advisory ? 'finding' : rule.severity,
    citation: rule.citation,
    evidence: [...evidence],
    data: data ?? {},
    rulesHash,
  };
}
