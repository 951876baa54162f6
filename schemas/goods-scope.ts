import { z } from 'zod';

/** Goods classes or groups: `MEAT` covers `MEAT.OFFAL`. */
export const GoodsScope = z
  .array(z.string().regex(/^[A-Z]+(\.[A-Z_0-9]+)?$/))
  .min(1)
  .max(100)
  .meta({ id: 'GoodsScope', title: '品类范围', examples: [['VEG', 'MEAT.PORK_CHILLED']] });
export type GoodsScope = z.infer<typeof GoodsScope>;

/** True when the scope names the class itself or its group. */
export const scopeCovers = (scope: readonly string[], goodsCode: string): boolean =>
  scope.some((entry) => goodsCode === entry || goodsCode.startsWith(`${entry}.`));
