import { z } from 'zod';
import type { GoodsTree } from './goods.ts';
import { flag, list } from './table.ts';

export const AllergenRow = z.object({
  code: z.string().regex(/^[A-Z]+$/),
  name_zh: z.string().min(1),
  name_en: z.string().min(1),
  members: list,
  canteen_carriers: list,
  mandatory_gb7718_2025: flag,
});

/** An allergen group of GB 7718-2025; the mandatory eight must be on labels from 2027-03-16. */
export interface Allergen {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly members: readonly string[];
  readonly canteenCarriers: readonly string[];
  readonly mandatory: boolean;
}

export function toAllergen(row: z.output<typeof AllergenRow>): Allergen {
  return {
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    members: row.members,
    canteenCarriers: row.canteen_carriers,
    mandatory: row.mandatory_gb7718_2025,
  };
}

/**
 * The allergens of a dish: the union over its ingredients' classes and what their labels add, in table order.
 * @throws RangeError for a goods code that is not a class.
 */
export function allergensOf(
  goods: GoodsTree,
  allergens: readonly Allergen[],
  ingredients: { readonly goodsCodes: readonly string[]; readonly labelled?: readonly string[] },
): Allergen[] {
  const codes = new Set(ingredients.labelled);
  for (const code of ingredients.goodsCodes) {
    const goodsClass = goods.find(code);
    if (goodsClass === undefined) throw new RangeError(`${code} is not a goods class`);
    for (const allergen of goodsClass.allergens) codes.add(allergen);
  }
  return allergens.filter((allergen) => codes.has(allergen.code));
}
