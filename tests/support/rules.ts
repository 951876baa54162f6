import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { type Breach, loadRules, type RuleCheck, type RuleScope } from '#services/rules/index.ts';

/** The rule packs that the product ships. */
export const rules = await loadRules(fileURLToPath(new URL('../../seed/rules', import.meta.url)));

/** A check with its national parameters for a primary school on a day in 2026, or as `scope` says. */
export function breachesOf<Facts, Parameters extends z.ZodType>(
  check: RuleCheck<Facts, Parameters>,
  facts: Facts,
  scope: Partial<RuleScope> = {},
): Breach[] {
  const where: RuleScope = { jurisdiction: '340111', schoolKind: 'primary', on: '2026-03-02', ...scope };
  const rule = rules.inForce(check.ruleId, where);
  if (rule === undefined) throw new Error(`${check.ruleId} does not hold there`);
  return check.find(facts, check.parameters.parse(rule.parameters));
}

/** The codes of the breaches, in order. */
export const codesOf = (breaches: readonly Breach[]) => breaches.map(({ breach }) => breach);
