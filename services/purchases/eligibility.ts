import type { CountyFacts, Eligibility, Platform } from '#schemas/order-line.ts';
import type { GoodsClass } from '../reference/index.ts';

/**
 * Whether a line is of the 832 programme: ordered on the platform, food as grown or processed, from a seller
 * registered in a listed county. Everything else is help of another kind and is shown beside the totals.
 */
export function eligibilityOf(
  platform: Platform,
  goods: GoodsClass | undefined,
  county: CountyFacts,
): Eligibility {
  if (platform !== '832') return 'other-platform';
  if (goods?.kind !== 'raw' && goods?.kind !== 'processed') return 'goods-not-eligible';
  if (county.outcome === 'ambiguous') return 'county-undecided';
  return county.outcome === 'in' ? 'eligible' : 'county-not-listed';
}
