import type { Finding } from '#schemas/finding.ts';
import type { Reader, Tx } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import { smp01EveryDishSampled } from '../rules/index.ts';
import type { SchoolFacts } from '../schools/index.ts';
import { scopeAt } from './rule-scope.ts';

/** SMP-01 for served meals: dishes without a sample that must have one, and samples that were sealed late. */
export async function mealFindings(
  ctx: Pick<Tx, 'rules'> & { readonly db: Reader | Tx['db'] },
  school: SchoolFacts,
  mealIds: readonly string[],
  asOf: string,
): Promise<Finding[]> {
  if (mealIds.length === 0) return [];
  const db = ctx.db as Reader;
  const served = await db
    .selectFrom('mealDishes')
    .innerJoin('meals', 'meals.id', 'mealDishes.mealId')
    .innerJoin('dishes', 'dishes.id', 'mealDishes.dishId')
    .select(['mealId', 'servedAt', 'dishId', 'traits'])
    .where('mealId', '=', anyId(mealIds))
    .orderBy('servedAt')
    .execute();
  const sampledAt = await sealingTimes(
    db,
    served.map(({ dishId }) => dishId),
  );
  return [...Map.groupBy(served, ({ mealId }) => mealId)].flatMap(([mealId, dishes]) => {
    const servedAt = dishes[0]?.servedAt as string;
    return ctx.rules.evaluate(smp01EveryDishSampled, scopeAt(school, servedAt), {
      mealId,
      servedAt,
      asOf,
      dishes: dishes.map(({ dishId, traits }) => ({
        dishId,
        traits,
        sampledAt: sampledAt.get(dishId) ?? [],
      })),
    });
  });
}

/** When the samples of each dish were sealed. */
export async function sealingTimes(db: Reader, dishIds: readonly string[]): Promise<Map<string, string[]>> {
  if (dishIds.length === 0) return new Map();
  const samples = await db
    .selectFrom('samples')
    .select(['dishId', 'sealedAt'])
    .where('dishId', '=', anyId(dishIds))
    .execute();
  const byDish = Map.groupBy(samples, ({ dishId }) => dishId);
  return new Map([...byDish].map(([dishId, of]) => [dishId, of.map(({ sealedAt }) => sealedAt)]));
}
