import { z } from 'zod';
import { divisionCode } from './table.ts';

export const Product832Row = z.object({
  sku: z.string().min(1),
  county_code: divisionCode,
  county: z.string().min(1),
  product: z.string().min(1),
  category: z.string().min(1),
  illustrative: z.literal('1'),
});

/** A product that a listed county is known for; demonstration data, not an offer. */
export interface Product832 {
  readonly sku: string;
  readonly countyCode: string;
  readonly county: string;
  readonly nameZh: string;
  readonly goodsCode: string;
}

export function toProduct832(row: z.output<typeof Product832Row>): Product832 {
  return {
    sku: row.sku,
    countyCode: row.county_code,
    county: row.county,
    nameZh: row.product,
    goodsCode: row.category,
  };
}
