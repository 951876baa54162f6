import { z } from 'zod';
import type { CanteenStatus832 } from '#schemas/school.ts';
import type { Breach, RuleCheck } from '../check.ts';
import { belowShare, shareBasisPoints } from '../money.ts';

const Parameters = z.strictObject({
  /** Least share of the yearly canteen food total to reserve, in 1/10,000. */
  floorBasisPoints: z.int().min(0).max(10_000),
  /** Where true, the reserve must not fall below last year's. */
  notBelowLastYear: z.boolean(),
});

interface Facts {
  readonly planId: string;
  readonly unitId: string;
  readonly canteenStatus: CanteenStatus832;
  readonly declaredFoodTotalFen: number;
  readonly reservedFen: number;
  /** The share that the unit itself declared, in 1/10,000. */
  readonly declaredBasisPoints: number;
  readonly lastYearReservedFen?: number | undefined;
}

/** A unit that runs a canteen reserves its share. Units without one, or covered by another's filing, reserve nothing. */
export const p832_01Reserve: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-01',
  parameters: Parameters,
  find(facts, { floorBasisPoints, notBelowLastYear }) {
    const { planId, unitId, declaredFoodTotalFen, reservedFen, declaredBasisPoints, lastYearReservedFen } =
      facts;
    if (facts.canteenStatus === 'none' || facts.canteenStatus === 'shared') return [];
    const evidence = [planId, unitId];
    const breaches: Breach[] = [];
    if (declaredBasisPoints < floorBasisPoints) {
      breaches.push({ breach: 'below-limit', evidence, data: { declaredBasisPoints, floorBasisPoints } });
    }
    const askedBasisPoints = Math.max(declaredBasisPoints, floorBasisPoints);
    if (belowShare(reservedFen, declaredFoodTotalFen, askedBasisPoints)) {
      const reservedBasisPoints = shareBasisPoints(reservedFen, declaredFoodTotalFen) ?? 0;
      const data = { reservedFen, declaredFoodTotalFen, askedBasisPoints, reservedBasisPoints };
      breaches.push({ breach: 'reserve-short', evidence, data });
    }
    if (notBelowLastYear && lastYearReservedFen !== undefined && reservedFen < lastYearReservedFen) {
      breaches.push({ breach: 'reserve-short', evidence, data: { reservedFen, lastYearReservedFen } });
    }
    return breaches;
  },
};
