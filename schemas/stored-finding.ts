import { z } from 'zod';
import { BreachCode, FindingData } from './finding.ts';
import { RuleId, RuleSeverity } from './rule.ts';
import { CivilDate, Id, Instant, Sha256 } from './values.ts';

/** Which findings are asked for. Without days: all; with one of the two: from or up to it. */
export const FindingFilter = z.strictObject({
  schoolId: Id.optional(),
  ruleId: RuleId.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  /** The last finding of the page before. */
  after: Id.optional(),
});
export type FindingFilter = Readonly<z.infer<typeof FindingFilter>>;

/** A lot among the evidence of a finding. */
const EvidenceLot = z.object({ id: Id, name: z.string() });

export const StoredFinding = z
  .object({
    id: Id,
    ruleId: RuleId,
    severity: RuleSeverity,
    breach: BreachCode,
    /** The clause that held in the district on the day; empty when the rule packs no longer know it. */
    citation: z.string(),
    /** False when the clause is not checked against its text: never quote it as law. */
    verified: z.boolean(),
    data: FindingData,
    /** What it is about, with a name that people know it by. */
    subject: z.object({ kind: z.string(), id: Id, name: z.string() }),
    school: z.object({ id: Id, name: z.string() }).nullable(),
    raisedAt: Instant,
    /** Ids of the rows and records that show it. */
    evidence: z.array(z.string()),
    /** Those of the evidence that are lots, beside the subject. */
    lots: z.array(EvidenceLot),
    /** The record of the fact that it judges, and its own. */
    judgedRecordId: Id,
    recordId: Id,
    /** SHA-256 of the rule packs that found it. */
    rulesHash: Sha256,
  })
  .meta({ id: 'StoredFinding' });
export type StoredFinding = Readonly<z.infer<typeof StoredFinding>>;

export const FindingPage = z
  .object({
    findings: z.array(StoredFinding),
    /** How many of each rule there are under the same filter, whichever rule was asked for. */
    counts: z.array(z.object({ ruleId: RuleId, count: z.int() })),
    /** Ask with this as `after` for what follows; absent on the last page. */
    next: Id.optional(),
  })
  .meta({ id: 'FindingPage' });
export type FindingPage = Readonly<z.infer<typeof FindingPage>>;
