import { z } from 'zod';
import type { RuleCheck } from '../check.ts';
import { coversGoods, type Licence } from '../licence.ts';

const Parameters = z.strictObject({
  /** Papers whose scope is about goods. A paper whose scope was not recorded says nothing either way. */
  scopedKinds: z.array(z.string()).min(1),
});

interface Facts {
  readonly supplierId: string;
  /** Goods classes that the supplier offers. */
  readonly goodsCodes: readonly string[];
  readonly licences: readonly Licence[];
}

/** What a supplier offers lies within the scope of its licences. Goods that need no licence are not asked about. */
export const sup03Scope: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SUP-03',
  parameters: Parameters,
  find({ supplierId, goodsCodes, licences }, { scopedKinds }) {
    const scoped = licences.filter(({ kind }) => scopedKinds.includes(kind));
    if (scoped.length === 0) return [];
    return goodsCodes
      .filter((goodsCode) => !scoped.some((licence) => coversGoods(licence, goodsCode)))
      .map((goodsCode) => ({
        breach: 'out-of-scope',
        evidence: [supplierId, ...scoped.map(({ id }) => id)],
        data: { goodsCode },
      }));
  },
};
