import { z } from 'zod';
import { addMilliseconds } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({ keepHours: z.int().min(1) });

interface Facts {
  readonly sampleId: string;
  readonly sealedAt: string;
  readonly disposedAt: string;
  /** Open incident holds on the sample, its dish or its meal. */
  readonly holdIds: readonly string[];
}

/** The instant from which a sample may be disposed of: 48 h after it was sealed and put in. */
export function sampleDueAt(sealedAt: string, { keepHours }: z.output<typeof Parameters>): string {
  return addMilliseconds(sealedAt, keepHours * 3_600_000);
}

/** A sample stays for 48 h, and for as long as an incident holds it (order 45 of 2019, art. 40). */
export const smp03SampleDisposal: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-03',
  parameters: Parameters,
  find({ sampleId, sealedAt, disposedAt, holdIds }, parameters) {
    const dueAt = sampleDueAt(sealedAt, parameters);
    const breaches: Breach[] = [];
    if (disposedAt < dueAt) {
      breaches.push({ breach: 'disposed-early', evidence: [sampleId], data: { dueAt, disposedAt } });
    }
    if (holdIds.length > 0) breaches.push({ breach: 'held', evidence: [sampleId, ...holdIds] });
    return breaches;
  },
};
