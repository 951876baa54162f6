import type { PurchaseChannel } from '#schemas/order-line.ts';
import type { Rule } from '#schemas/rule.ts';
import { p832_01Reserve, p832_03Counted, p832_07Pace, type Rules } from '../rules/index.ts';

/** What the notice of a jurisdiction decides about a calendar year. */
export interface YearRules {
  /** Least share of the declared food total to reserve, in 1/10,000. */
  readonly floorBasisPoints: number;
  readonly evaluationRequired: boolean;
  readonly channelsThatCount: readonly PurchaseChannel[];
  /** Last day of the yearly filing, YYYY-MM-DD. */
  readonly filingDueOn: string;
  /** The versions that say so, with citation and whether anybody checked them. */
  readonly rules: readonly Rule[];
}

/** @throws RangeError for a year that no rule speaks of */
export function yearRules(rules: Rules, jurisdiction: string, year: number): YearRules {
  const inForce = (id: 'P832-01' | 'P832-03' | 'P832-07') => {
    const rule = rules.inForce(id, { jurisdiction, on: `${year}-12-31` });
    if (!rule) throw new RangeError(`${id} does not hold in ${year}`);
    return rule;
  };
  const [reserve, counted, pace] = [inForce('P832-01'), inForce('P832-03'), inForce('P832-07')];
  const { floorBasisPoints } = p832_01Reserve.parameters.parse(reserve.parameters);
  const { evaluationRequired, channelsThatCount } = p832_03Counted.parameters.parse(counted.parameters);
  const { filingDeadline } = p832_07Pace.parameters.parse(pace.parameters);
  const filingDueOn = `${year}-${filingDeadline}`;
  return {
    floorBasisPoints,
    evaluationRequired,
    channelsThatCount,
    filingDueOn,
    rules: [reserve, counted, pace],
  };
}
