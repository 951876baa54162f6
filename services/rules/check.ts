import type { z } from 'zod';
import type { BreachCode, FindingData } from '#schemas/finding.ts';
import type { RuleId } from '#schemas/rule.ts';

/** One thing wrong, as a check sees it. The register adds citation and severity. */
export interface Breach {
  readonly breach: BreachCode;
  /** Ids of the rows and records that show it. */
  readonly evidence: readonly string[];
  readonly data?: FindingData;
  /** Advice beside a guard, e.g. an expiry coming up: never refuses the write. */
  readonly advisory?: true;
}

/**
 * A rule as a pure function: the same facts and parameters give the same breaches, in the same order.
 * Verbs assemble the facts from rows; the rule pack holds the parameters.
 */
export interface RuleCheck<Facts, Parameters extends z.ZodType> {
  readonly ruleId: RuleId;
  /** The shape that the rule pack's parameters must have. */
  readonly parameters: Parameters;
  readonly find: (facts: Facts, parameters: z.output<Parameters>) => Breach[];
}
