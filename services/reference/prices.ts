import { z } from 'zod';
import { optionalText } from './table.ts';

/** A price in yuan with at most two decimals, as whole fen: 4.2 → 420. */
const yuan = z
  .string()
  .regex(/^\d+(\.\d{1,2})?$/)
  .transform((text) => {
    const [whole, fraction = ''] = text.split('.');
    return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  });

export const PriceRow = z.object({
  sku: z.string().min(1),
  name_zh: z.string().min(1),
  category: z.string().min(1),
  cny_per_kg_low: yuan,
  cny_per_kg_typical: yuan,
  cny_per_kg_high: yuan,
  remark: optionalText,
  illustrative: z.literal('1'),
});

/** A price for demonstrations only: an estimate around published averages, never an audit threshold. */
export interface IllustrativePrice {
  readonly sku: string;
  readonly nameZh: string;
  readonly goodsCode: string;
  readonly lowFenPerKg: number;
  readonly typicalFenPerKg: number;
  readonly highFenPerKg: number;
  readonly remark: string | undefined;
}

export function toPrice(row: z.output<typeof PriceRow>): IllustrativePrice {
  return {
    sku: row.sku,
    nameZh: row.name_zh,
    goodsCode: row.category,
    lowFenPerKg: row.cny_per_kg_low,
    typicalFenPerKg: row.cny_per_kg_typical,
    highFenPerKg: row.cny_per_kg_high,
    remark: row.remark,
  };
}
