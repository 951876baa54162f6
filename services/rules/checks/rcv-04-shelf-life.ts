import { z } from 'zod';
import { daysBetween } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Days of shelf life that must be left on arrival when no contract says otherwise. */
  minimumRemainingDays: z.int().min(0),
});

interface Facts {
  readonly batchId: string;
  readonly arrivedOn: string;
  readonly producedOn?: string | undefined;
  /** The day on which the shelf life ends. */
  readonly expiresOn?: string | undefined;
  readonly contractRemainingDays?: number | undefined;
}

/** Production date ≤ arrival < expiry, and enough shelf life is left. */
export const rcv04ShelfLife: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-04',
  parameters: Parameters,
  find({ batchId, arrivedOn, producedOn, expiresOn, contractRemainingDays }, { minimumRemainingDays }) {
    const evidence = [batchId];
    const breaches: Breach[] = [];
    if (producedOn !== undefined && producedOn > arrivedOn) {
      breaches.push({ breach: 'future-dated', evidence, data: { producedOn, arrivedOn } });
    }
    if (expiresOn === undefined) return breaches;
    const remainingDays = daysBetween(arrivedOn, expiresOn);
    const minimumDays = contractRemainingDays ?? minimumRemainingDays;
    if (remainingDays <= 0) breaches.push({ breach: 'expired', evidence, data: { expiresOn, arrivedOn } });
    else if (remainingDays < minimumDays) {
      breaches.push({ breach: 'short-life', evidence, data: { remainingDays, minimumDays } });
    }
    return breaches;
  },
};
