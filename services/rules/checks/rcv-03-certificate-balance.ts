import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** How much more than certified may be linked before it counts, in 1/10,000 of the certified quantity. */
  toleranceBasisPoints: z.int().min(0),
});

interface Facts {
  readonly certificateId: string;
  /** Document type code. */
  readonly kind: string;
  /** What the certificate says it covers; absent when it states no quantity. */
  readonly certifiedGrams?: number | undefined;
  /** Every batch linked to this number, across all schools. */
  readonly uses: readonly {
    readonly batchId: string;
    readonly supplierId: string;
    readonly schoolId: string;
    readonly quantityGrams: number;
  }[];
}

/**
 * A certificate covers no more goods than it says, and comes from one supplier.
 * A certificate with a quantity may well be split over many schools, its balance tells; without one, the same number
 * at several schools is a question.
 */
export const rcv03CertificateBalance: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-03',
  parameters: Parameters,
  find({ certificateId, kind, certifiedGrams, uses }, { toleranceBasisPoints }) {
    const evidence = [certificateId, ...uses.map((use) => use.batchId)];
    const linkedGrams = uses.reduce((sum, use) => sum + use.quantityGrams, 0);
    const suppliers = new Set(uses.map((use) => use.supplierId)).size;
    const schools = new Set(uses.map((use) => use.schoolId)).size;
    const breaches: Breach[] = [];
    if (certifiedGrams === undefined) {
      if (schools > 1) breaches.push({ breach: 'several-schools', evidence, data: { kind, schools } });
    } else if (linkedGrams > certifiedGrams + Math.floor((certifiedGrams * toleranceBasisPoints) / 10_000)) {
      breaches.push({ breach: 'over-certified', evidence, data: { kind, certifiedGrams, linkedGrams } });
    }
    if (suppliers > 1) breaches.push({ breach: 'several-suppliers', evidence, data: { kind, suppliers } });
    return breaches;
  },
};
