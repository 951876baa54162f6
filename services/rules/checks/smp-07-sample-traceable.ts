import { z } from 'zod';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

interface Facts {
  readonly sampleId: string;
  readonly dishes: readonly { readonly dishId: string; readonly batchIds: readonly string[] }[];
}

/** A sample belongs to a dish that was made of a batch: otherwise nothing can be traced back from it. */
export const smp07SampleTraceable: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-07',
  parameters: Parameters,
  find({ sampleId, dishes }) {
    if (dishes.length === 0) return [{ breach: 'missing', evidence: [sampleId], data: { dishes: 0 } }];
    if (dishes.some(({ batchIds }) => batchIds.length > 0)) return [];
    return [{ breach: 'no-batch', evidence: [sampleId, ...dishes.map(({ dishId }) => dishId)] }];
  },
};
