import {
  cookDish,
  disposeLot,
  issueLots,
  prepareLots,
  serveMeal,
  topUpVat,
} from '#services/kitchen/index.ts';
import { wallClock } from './calendar.ts';
import { needOf } from './day-menu.ts';
import type { Story } from './deliver-day.ts';
import type { DemoDish } from './dishes.ts';
import type { GoodsKey } from './goods.ts';
import { firstFillGrams, oilPerDinerGrams, topUpGrams, type Vat } from './oil-vat.ts';
import type { OpenedSchool } from './open-schools.ts';
import type { Pantry } from './pantry.ts';
import { as } from './stage.ts';

type LotUse = { readonly lotId: string; readonly grams: number };

export interface CookedDish {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Issues what the menu needs, tops up the vat for fried dishes, cooks and serves lunch. */
export async function cookDay(
  story: Story,
  school: OpenedSchool,
  day: string,
  dishes: readonly DemoDish[],
  pantry: Pantry,
  vat: Vat,
): Promise<CookedDish[]> {
  const at = (time: string) => as(story.deps, school.receiver, wallClock(day, time));
  const { dinersPerMeal } = school.school;
  const issue = async (need: ReadonlyMap<GoodsKey, number>, purpose: string): Promise<LotUse[]> => {
    const uses = [...need].flatMap(([goods, grams]) => pantry.take(goods, grams));
    if (uses.length > 0) await issueLots(at('08:00'), { lots: uses, purpose, issuedTo: '赵师傅' });
    return uses;
  };
  const cooked: CookedDish[] = [];
  for (const [index, dish] of dishes.entries()) {
    const inputs = await issue(needOf([dish], dinersPerMeal), `午餐 ${dish.name}`);
    if (dish.fried) inputs.push(await oilFor(dinersPerMeal));
    const made = await cookDish(at(`10:${String(30 + 3 * index)}`), {
      name: dish.name,
      mealKind: 'lunch',
      inputs: mergeUses(inputs),
      coreTemperatureMilliC: 78_000 + 100 * story.dice.between(0, 90),
      ...(school.school.kind === 'university' ? { traits: ['batch-hot'] } : {}),
    });
    cooked.push({ id: made.id, code: made.code, name: dish.name });
  }
  const diners = dinersPerMeal - story.dice.between(0, Math.ceil(dinersPerMeal / 20));
  await serveMeal(at('11:30'), { kind: 'lunch', diners, dishIds: cooked.map(({ id }) => id) });
  return cooked;

  async function oilFor(diners: number): Promise<LotUse> {
    const grams = Math.min(oilPerDinerGrams * diners, firstFillGrams / 4);
    if (vat.lotId === undefined) {
      const inputs = await issue(new Map([['oil', firstFillGrams]]), '油锅');
      const { lots } = await prepareLots(at('09:00'), {
        outputs: [{ name: '煎炸油', grams: firstFillGrams, inputs: mergeUses(inputs), vessel: '一号油锅' }],
      });
      Object.assign(vat, { lotId: lots[0]?.id, grams: firstFillGrams });
    } else if (vat.grams < firstFillGrams - topUpGrams) {
      const inputs = await issue(new Map([['oil', topUpGrams]]), '油锅添油');
      const { id } = await topUpVat(at('09:00'), { vatLotId: vat.lotId, inputs: mergeUses(inputs) });
      Object.assign(vat, { lotId: id, grams: vat.grams + topUpGrams });
    }
    vat.grams -= grams;
    return { lotId: vat.lotId as string, grams };
  }
}

/** Destroys what is past its date, before anything else of the day. */
export async function clearOut(
  { deps }: Story,
  school: OpenedSchool,
  day: string,
  pantry: Pantry,
): Promise<void> {
  const witness = { username: school.manager.username, pin: school.manager.pin as string };
  for (const { lotId, grams } of pantry.clearOut(day)) {
    const receiver = as(deps, school.receiver, wallClock(day, '05:50'));
    await disposeLot(receiver, { lotId, place: 'store', grams, reason: '超过保质期', witness });
  }
}

/** Each lot once, as a kitchen writes it down. */
function mergeUses(uses: readonly LotUse[]): LotUse[] {
  return [...Map.groupBy(uses, ({ lotId }) => lotId)].map(([lotId, parts]) => ({
    lotId,
    grams: parts.reduce((sum, { grams }) => sum + grams, 0),
  }));
}
