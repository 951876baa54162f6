import { z } from 'zod';
import type { CanteenStatus832 } from '#schemas/school.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

/** Shares of a line are in 1/10,000. */
const WHOLE = 10_000;

interface Facts {
  readonly year: number;
  /** All filings of one year for one canteen. */
  readonly canteens: readonly {
    readonly canteenId: string;
    readonly filings: readonly {
      readonly planId: string;
      readonly unitId: string;
      readonly status: CanteenStatus832;
      readonly declaredFoodTotalFen: number;
      readonly reservedFen: number;
    }[];
  }[];
  /** Purchases that a contractor made for schools. */
  readonly contractorLines: readonly {
    readonly lineId: string;
    readonly shares: readonly { readonly schoolId: string; readonly basisPoints: number }[];
  }[];
}

/** One unit files for a shared canteen, the others file nothing; every contractor line belongs to its schools. */
export const p832_05SharedCanteen: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-05',
  parameters: Parameters,
  find: ({ year, canteens, contractorLines }) => [
    ...canteens.flatMap((canteen) => filedTwice(canteen, year)),
    ...contractorLines.flatMap(wronglyShared),
  ],
};

function filedTwice({ canteenId, filings }: Facts['canteens'][number], year: number): Breach[] {
  const withMoney = filings.filter(
    ({ declaredFoodTotalFen, reservedFen }) => declaredFoodTotalFen > 0 || reservedFen > 0,
  );
  const sharers = withMoney.filter(({ status }) => status === 'shared');
  if (withMoney.length <= 1 && sharers.length === 0) return [];
  const evidence = [canteenId, ...withMoney.map(({ planId }) => planId)];
  return [{ breach: 'filed-twice', evidence, data: { year, filings: withMoney.length } }];
}

function wronglyShared({ lineId, shares }: Facts['contractorLines'][number]): Breach[] {
  if (shares.length === 0) return [{ breach: 'unallocated', evidence: [lineId] }];
  const sumBasisPoints = shares.reduce((sum, share) => sum + share.basisPoints, 0);
  if (sumBasisPoints === WHOLE) return [];
  const evidence = [lineId, ...shares.map(({ schoolId }) => schoolId)];
  return [{ breach: 'shares-wrong', evidence, data: { sumBasisPoints } }];
}
