import { z } from 'zod';
import type { CountyMatch } from '#services/reference/index.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

interface Facts {
  readonly lineId: string;
  /** What the unit claims the purchase to be. */
  readonly claimedAs: '832' | 'other-help';
  /** Where it was really ordered. */
  readonly platform: '832' | 'farm-to-school' | 'other';
  readonly orderNo?: string | undefined;
  /** Match of the goods' origin and of the supplier's registration; absent when neither was looked up. */
  readonly origin?: CountyMatch | undefined;
  readonly supplier?: CountyMatch | undefined;
}

/**
 * An 832 purchase was ordered on the platform, grown in a listed county, from a supplier registered in one. Other help
 * purchases are welcome and counted apart.
 */
export const p832_04EligibleOrigin: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-04',
  parameters: Parameters,
  find({ lineId, claimedAs, platform, orderNo, origin, supplier }) {
    const evidence = [lineId];
    if (claimedAs !== '832') return [];
    const breaches: Breach[] = [];
    if (platform !== '832') breaches.push({ breach: 'mixed-channels', evidence, data: { platform } });
    else if (orderNo === undefined) breaches.push({ breach: 'no-order-number', evidence });
    for (const [place, match] of Object.entries({ origin, supplier })) {
      if (match?.outcome === 'in') continue;
      const data = { place, reason: match?.reason ?? 'not-matched' };
      breaches.push({ breach: countyBreach(match), evidence, data });
    }
    return breaches;
  },
};

function countyBreach(match: CountyMatch | undefined) {
  if (match === undefined) return 'county-not-verified';
  return match.outcome === 'ambiguous' ? 'county-ambiguous' : 'county-not-listed';
}
