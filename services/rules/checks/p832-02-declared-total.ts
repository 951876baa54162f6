import { z } from 'zod';
import type { RuleCheck } from '../check.ts';
import { exceedsShare } from '../money.ts';

const Parameters = z.strictObject({
  /** How far the declared total may lie from the ledger's, in 1/10,000 of the ledger's. */
  toleranceBasisPoints: z.int().min(0),
});

interface Facts {
  readonly planId: string;
  readonly unitId: string;
  readonly year: number;
  readonly declaredFoodTotalFen: number;
  /** Accepted food deliveries of the year, from all sources. */
  readonly deliveredFoodTotalFen: number;
}

/** The food total that a unit files agrees with what was really delivered to it. */
export const p832_02DeclaredTotal: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-02',
  parameters: Parameters,
  find({ planId, unitId, year, declaredFoodTotalFen, deliveredFoodTotalFen }, { toleranceBasisPoints }) {
    const differenceFen = declaredFoodTotalFen - deliveredFoodTotalFen;
    if (!exceedsShare(Math.abs(differenceFen), deliveredFoodTotalFen, toleranceBasisPoints)) return [];
    return [
      {
        breach: 'differs-from-ledger',
        evidence: [planId, unitId],
        data: { year, declaredFoodTotalFen, deliveredFoodTotalFen, differenceFen },
      },
    ];
  },
};
