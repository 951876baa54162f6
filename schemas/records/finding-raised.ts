import { z } from 'zod';
import { BreachCode, FindingData } from '../finding.ts';
import { RuleId, RuleSeverity } from '../rule.ts';
import { Id, Line, Sha256 } from '../values.ts';
import { recordOf } from './record.ts';

/** What a rule found, so that nobody can make it disappear. Subject: the finding. */
export const FindingRaised = recordOf('finding-raised', 1, {
  rule: RuleId,
  severity: RuleSeverity,
  breach: BreachCode,
  about: z.strictObject({ kind: Line(40), id: Id }),
  /** The record of the fact that it judges. */
  judges: Id,
  evidence: z.array(z.string()),
  data: FindingData,
  /** SHA-256 of the rule packs that found it. */
  rulesHash: Sha256,
});
