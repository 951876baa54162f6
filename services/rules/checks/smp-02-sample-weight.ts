import { z } from 'zod';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({ minimumGrams: z.int().min(1) });

interface Facts {
  readonly sampleId: string;
  readonly quantityGrams: number;
  /** The school's own minimum; it can only raise the legal one. */
  readonly policyGrams?: number | undefined;
}

/** A sample weighs at least 125 g, or what the school's own policy asks (order 45 of 2019, art. 40). */
export const smp02SampleWeight: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-02',
  parameters: Parameters,
  find({ sampleId, quantityGrams, policyGrams = 0 }, parameters) {
    const minimumGrams = Math.max(parameters.minimumGrams, policyGrams);
    if (quantityGrams >= minimumGrams) return [];
    return [{ breach: 'below-limit', evidence: [sampleId], data: { quantityGrams, minimumGrams } }];
  },
};
