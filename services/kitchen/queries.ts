import type { Dish } from '#schemas/dish.ts';
import type { IncomingTransfer } from '#schemas/kitchen-stock.ts';
import type { Meal } from '#schemas/meal.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool, schoolInView } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { anyId } from '../db/any-of.ts';

/** The school that is looked at: the account's own, or the one that people of the district name. */
interface OfSchool {
  readonly schoolId?: string | undefined;
}
interface OfDay extends OfSchool {
  /** Civil date; today unless given. */
  readonly on?: string | undefined;
}

/** The dishes cooked for the meals of a day, in the order of cooking. */
export async function listDishes(ctx: Context, { schoolId: named, on }: OfDay): Promise<Dish[]> {
  const schoolId = schoolInView(authorise(ctx, 'kitchen.read'), named);
  const mealOn = on ?? civilDateOf(ctx.clock.now());
  return await read(ctx, async (db) => {
    const dishes = await db
      .selectFrom('dishes')
      .innerJoin('lots', 'lots.id', 'dishes.id')
      .select(['dishes.id', 'name', 'mealKind', 'mealOn', 'beganAt as cookedAt', 'coreTemperatureMilliC'])
      .select(['traits', 'allergens', 'labelText', 'status'])
      .select(({ ref }) => ref('code').$notNull().as('code'))
      .where('dishes.schoolId', '=', schoolId)
      .where('mealOn', '=', mealOn)
      .orderBy('beganAt')
      .orderBy('number')
      .execute();
    return dishes.map(({ status, ...dish }) => ({ ...dish, held: status === 'held' }));
  });
}

/** The meals served on a day, in order. */
export async function listMeals(ctx: Context, { schoolId: named, on }: OfDay): Promise<Meal[]> {
  const schoolId = schoolInView(authorise(ctx, 'kitchen.read'), named);
  const servedOn = on ?? civilDateOf(ctx.clock.now());
  return await read(ctx, async (db) => {
    const meals = await db
      .selectFrom('meals')
      .innerJoin('lots', 'lots.id', 'meals.id')
      .select(['meals.id', 'meals.kind', 'servedOn', 'servedAt', 'diners'])
      .select(({ ref }) => ref('code').$notNull().as('code'))
      .where('meals.schoolId', '=', schoolId)
      .where('servedOn', '=', servedOn)
      .orderBy('servedAt')
      .orderBy('number')
      .execute();
    const dishes = await dishesOf(db, meals);
    return meals.map((meal) => ({ ...meal, dishIds: dishes.get(meal.id) ?? [] }));
  });
}

async function dishesOf(
  db: Reader,
  meals: readonly { readonly id: string }[],
): Promise<Map<string, string[]>> {
  if (meals.length === 0) return new Map();
  const rows = await db
    .selectFrom('mealDishes')
    .innerJoin('lots', 'lots.id', 'dishId')
    .select(['mealId', 'dishId'])
    .where('mealId', '=', anyId(meals.map(({ id }) => id)))
    .orderBy('number')
    .execute();
  const byMeal = Map.groupBy(rows, ({ mealId }) => mealId);
  return new Map([...byMeal].map(([mealId, of]) => [mealId, of.map(({ dishId }) => dishId)]));
}

/** What other schools sent and nobody here has signed for. */
export async function listIncomingTransfers(
  ctx: Context,
  { schoolId: named }: OfSchool,
): Promise<IncomingTransfer[]> {
  const schoolId = schoolInView(authorise(ctx, 'kitchen.read'), named);
  return await read(ctx, (db) =>
    db
      .selectFrom('lotTransfers as transfer')
      .innerJoin('lots', 'lots.id', 'transfer.newLotId')
      .innerJoin('schools', 'schools.id', 'transfer.fromSchoolId')
      .select(['transfer.id', 'newLotId as lotId', 'lots.name', 'schools.name as fromSchool', 'grams'])
      .select(({ ref }) => ['expiresOn', 'sentAt', ref('code').$notNull().as('code')])
      .where('toSchoolId', '=', schoolId)
      .where('acceptedAt', 'is', null)
      .orderBy('sentAt')
      .execute(),
  );
}

/** What the own school sent to others and they have not signed for. */
export async function listOutgoingTransfers(ctx: Context) {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.read'));
  return await read(ctx, (db) =>
    db
      .selectFrom('lotTransfers as transfer')
      .innerJoin('lots', 'lots.id', 'transfer.newLotId')
      .innerJoin('schools', 'schools.id', 'transfer.toSchoolId')
      .select(['transfer.id', 'lots.name', 'schools.name as toSchool', 'grams', 'sentAt'])
      .where('fromSchoolId', '=', schoolId)
      .where('acceptedAt', 'is', null)
      .orderBy('sentAt')
      .execute(),
  );
}
