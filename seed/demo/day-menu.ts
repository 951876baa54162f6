import { type DemoDish, menus } from './dishes.ts';
import { demoGoods, type GoodsKey } from './goods.ts';
import { firstFillGrams, topUpGrams } from './oil-vat.ts';
import type { OpenedSchool } from './open-schools.ts';

/** What a school cooks on a day of the story; schools start the week's menu at different days. */
export const menuOf = (schoolIndex: number, dayIndex: number): readonly DemoDish[] =>
  menus[(schoolIndex + dayIndex) % menus.length] as readonly DemoDish[];

export function needOf(dishes: readonly DemoDish[], diners: number): Map<GoodsKey, number> {
  const need = new Map<GoodsKey, number>();
  for (const { gramsPerDiner } of dishes) {
    for (const [goods, grams] of Object.entries(gramsPerDiner) as [GoodsKey, number][]) {
      need.set(goods, (need.get(goods) ?? 0) + grams * diners);
    }
  }
  return need;
}

/** The most that a school needs of some goods on the `daysOfStock` days from `dayIndex` on. */
export function orderFor(
  goods: GoodsKey,
  school: OpenedSchool,
  schoolIndex: number,
  dayIndex: number,
): number {
  let grams = 0;
  for (let ahead = 0; ahead < demoGoods[goods].daysOfStock; ahead++) {
    grams += needOf(menuOf(schoolIndex, dayIndex + ahead), school.school.dinersPerMeal).get(goods) ?? 0;
  }
  const oil = goods === 'oil' ? firstFillGrams + 4 * topUpGrams : 0;
  return Math.ceil((grams + oil) / 1000) * 1000;
}
