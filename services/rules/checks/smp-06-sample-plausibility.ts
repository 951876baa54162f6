import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Share of equal weights from which they look invented, in 1/10,000. */
  identicalBasisPoints: z.int().min(1).max(10_000),
  /** Fewer samples than this say nothing about shares. */
  minimumSamples: z.int().min(2),
  /** So many samples sealed within one second were entered, not taken. */
  inOneSecond: z.int().min(2),
  /** From sealing to the arrival of the entry at the server. */
  backfillHours: z.int().min(1),
});

interface Sample {
  readonly sampleId: string;
  readonly quantityGrams: number;
  readonly sealedAt: string;
  readonly cookedAt?: string | undefined;
  /** When the server received the entry. */
  readonly receivedAt: string;
}

interface Facts {
  readonly canteenId: string;
  /** The samples of one canteen in one month. */
  readonly samples: readonly Sample[];
}

/** A month of samples looks like samples that were taken, not typed. */
export const smp06SamplePlausibility: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-06',
  parameters: Parameters,
  find: (facts, parameters) => [
    ...identicalAmounts(facts, parameters),
    ...massEntry(facts, parameters),
    ...facts.samples.flatMap((sample) => timing(sample, parameters)),
  ],
};

function identicalAmounts(
  { canteenId, samples }: Facts,
  { identicalBasisPoints, minimumSamples }: z.output<typeof Parameters>,
): Breach[] {
  if (samples.length < minimumSamples) return [];
  return [...Map.groupBy(samples, ({ quantityGrams }) => quantityGrams)]
    .filter(([, same]) => same.length * 10_000 >= samples.length * identicalBasisPoints)
    .map(([quantityGrams, same]) => ({
      breach: 'identical-amounts',
      evidence: [canteenId, ...same.map(({ sampleId }) => sampleId)],
      data: { quantityGrams, identical: same.length, samples: samples.length },
    }));
}

function massEntry({ canteenId, samples }: Facts, { inOneSecond }: z.output<typeof Parameters>): Breach[] {
  return [...Map.groupBy(samples, ({ sealedAt }) => Math.floor(Date.parse(sealedAt) / 1000))]
    .filter(([, together]) => together.length >= inOneSecond)
    .map(([, together]) => ({
      breach: 'mass-entry',
      evidence: [canteenId, ...together.map(({ sampleId }) => sampleId)],
      data: { samples: together.length, sealedAt: together[0]?.sealedAt ?? '' },
    }));
}

function timing(
  { sampleId, sealedAt, cookedAt, receivedAt }: Sample,
  { backfillHours }: z.output<typeof Parameters>,
): Breach[] {
  const breaches: Breach[] = [];
  if (cookedAt !== undefined && sealedAt < cookedAt) {
    breaches.push({ breach: 'sealed-before-cooked', evidence: [sampleId], data: { sealedAt, cookedAt } });
  }
  if (Date.parse(receivedAt) - Date.parse(sealedAt) > backfillHours * 3_600_000) {
    breaches.push({ breach: 'late-entry', evidence: [sampleId], data: { sealedAt, receivedAt } });
  }
  return breaches;
}
