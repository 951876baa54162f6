import type { MadeNow } from '#schemas/kitchen-stock.ts';
import { NewMeal } from '#schemas/meal.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import {
  happenedAt,
  type LotRow,
  linkLots,
  lockLots,
  makeLot,
  mentionLot,
  refuseEarlier,
} from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { mealName } from './meal-name.ts';

/**
 * Serves dishes as a meal to so many diners. A dish may be served at several meals.
 *
 * @throws DomainError `not-found`, `lot-held`, `lot-not-available` for what is no dish, `invalid-input`
 */
export async function serveMeal(ctx: Context, input: NewMeal): Promise<MadeNow> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { kind, servedAt: given, diners, dishIds } = NewMeal.parse(input);
  return await transact(ctx, async (tx) => {
    const servedAt = happenedAt(tx, given, '/servedAt');
    const servedOn = civilDateOf(servedAt);
    const dishes = await dishesToServe(tx, schoolId, dishIds, servedAt);
    const recordId = newId(tx.clock.now());
    const lot = await makeLot(tx, {
      kind: 'meal',
      schoolId,
      name: mealName(kind, servedOn),
      beganAt: servedAt,
      quantityGrams: null,
      recordId,
    });
    await storeMeal(tx, { id: lot.id, schoolId, kind, servedOn, servedAt, diners, recordId }, dishIds);
    await linkLots(tx, {
      kind: 'serving',
      schoolId,
      occurredAt: servedAt,
      recordId,
      inputs: dishes.map(({ number }) => ({ number, quantityGrams: null })),
      outputs: [lot],
    });
    const { name } = await schoolOf(tx.db, schoolId);
    await appendRecord(tx, {
      type: 'meal-served',
      id: recordId,
      subject: lot.id,
      school: schoolId,
      occurredAt: servedAt,
      body: { schoolName: name, code: lot.code, kind, servedOn, diners, dishes: dishes.map(mentionLot) },
    });
    return { id: lot.id, code: lot.code, recordId };
  });
}

/** In the order given, as on the menu. */
async function dishesToServe(
  tx: Tx,
  schoolId: string,
  dishIds: readonly string[],
  servedAt: string,
): Promise<LotRow[]> {
  const dishes = await lockLots(tx, schoolId, dishIds);
  for (const dish of dishes) {
    if (dish.kind !== 'dish') {
      throw new DomainError('lot-not-available', { data: { lotId: dish.id, kind: dish.kind } });
    }
    refuseEarlier(dish, servedAt);
  }
  await refuseHeldOrigins(tx, dishes);
  const byId = new Map(dishes.map((dish) => [dish.id, dish]));
  return dishIds.map((id) => byId.get(id) as LotRow);
}

interface StoredMeal {
  readonly id: string;
  readonly schoolId: string;
  readonly kind: NewMeal['kind'];
  readonly servedOn: string;
  readonly servedAt: string;
  readonly diners: number;
  readonly recordId: string;
}

async function storeMeal(tx: Tx, meal: StoredMeal, dishIds: readonly string[]): Promise<void> {
  const { districtId } = tx;
  await tx.db
    .insertInto('meals')
    .values({ districtId, ...meal })
    .execute();
  await tx.db
    .insertInto('mealDishes')
    .values(dishIds.map((dishId) => ({ districtId, mealId: meal.id, dishId })))
    .execute();
}
