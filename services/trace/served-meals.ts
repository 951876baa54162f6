import { sql } from 'kysely';
import type { ServedMeal } from '#schemas/shared-origins.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { anyId } from '../db/any-of.ts';

/** The meals that the schools of the district served in some days, with what was on the table. */
export async function servedMeals(
  ctx: Context,
  days: { readonly from: string; readonly to: string },
): Promise<ServedMeal[]> {
  authorise(ctx, 'trace.compare');
  return await read(ctx, (db) =>
    mealsWithDishes(db)
      .where('meals.servedOn', '>=', days.from)
      .where('meals.servedOn', '<=', days.to)
      .execute(),
  );
}

export const mealsNamed = (db: Reader, ids: readonly string[]): Promise<ServedMeal[]> =>
  mealsWithDishes(db).where('meals.id', '=', anyId(ids)).execute();

const mealsWithDishes = (db: Reader) =>
  db
    .selectFrom('meals')
    .innerJoin('schools', 'schools.id', 'meals.schoolId')
    .innerJoin('mealDishes', 'mealDishes.mealId', 'meals.id')
    .innerJoin('lots', 'lots.id', 'mealDishes.dishId')
    .select(['meals.id', 'schools.name as school', 'meals.kind', 'meals.servedOn', 'meals.diners'])
    .select(sql<string[]>`array_agg(lots.name order by lots.number)`.as('dishes'))
    .groupBy(['meals.districtId', 'meals.id', 'schools.name'])
    .orderBy('meals.servedOn', 'desc')
    .orderBy('schools.name')
    .orderBy('meals.servedAt');
