import type { MissingSample } from '#schemas/sample.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, schoolInView } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { smp01EveryDishSampled } from '../rules/index.ts';
import { type SchoolFacts, schoolOf } from '../schools/index.ts';
import { mealFindings, sealingTimes } from './required-samples.ts';
import { scopeAt } from './rule-scope.ts';

/** Later than every deadline: asked as of then, the rule names each dish without a sample and when it was due. */
const endOfTime = '9999-12-31T23:59:59.999Z';

/**
 * What is missing today (SMP-01): the dishes of a day that must have a sample and have none, those with a deadline
 * first. Dishes that wait to be served are listed too: they are sampled best before the rush.
 */
export async function missingSamples(
  ctx: Context,
  { schoolId: named, on }: { readonly schoolId?: string | undefined; readonly on?: string | undefined },
): Promise<MissingSample[]> {
  const schoolId = schoolInView(authorise(ctx, 'sample.read'), named);
  const now = ctx.clock.now();
  const day = on ?? civilDateOf(now);
  return await read(ctx, async (db) => {
    const school = await schoolOf(db, schoolId);
    const dishes = await dishesOfDay(db, schoolId, day);
    const served = dishes.flatMap(({ mealId }) => (mealId === null ? [] : [mealId]));
    const missing = (
      await mealFindings({ db, rules: ctx.rules }, school, [...new Set(served)], endOfTime)
    ).filter(({ breach }) => breach === 'missing');
    // A dish served twice was due after the first meal: of two entries with one key the earlier is set last.
    const dueAt = new Map(
      missing.toReversed().map(({ evidence, data }) => [evidence[1], String(data.dueAt)]),
    );
    const waiting = await withoutSample(ctx, db, school, dishes);
    const lines = dishes.flatMap(({ traits: _, ...dish }): MissingSample[] => {
      if (dish.mealId === null)
        return waiting.has(dish.dishId) ? [{ ...dish, dueAt: null, overdue: false }] : [];
      const due = dueAt.get(dish.dishId);
      return due === undefined ? [] : [{ ...dish, dueAt: due, overdue: now > due }];
    });
    return lines.toSorted((a, b) => (a.dueAt ?? endOfTime).localeCompare(b.dueAt ?? endOfTime));
  });
}

type DishOfDay = Awaited<ReturnType<typeof dishesOfDay>>[number];

/** Dishes of a day, each with the first meal at which it was served. */
async function dishesOfDay(db: Reader, schoolId: string, mealOn: string) {
  return await db
    .selectFrom('dishes')
    .innerJoin('lots', 'lots.id', 'dishes.id')
    .leftJoin('mealDishes', 'mealDishes.dishId', 'dishes.id')
    .leftJoin('meals', 'meals.id', 'mealDishes.mealId')
    .distinctOn('number')
    .select(['dishes.id as dishId', 'lots.name as dishName', 'mealKind', 'meals.id as mealId', 'servedAt'])
    .select('traits')
    .where('dishes.schoolId', '=', schoolId)
    .where('mealOn', '=', mealOn)
    .orderBy('number')
    .orderBy('servedAt')
    .execute();
}

/** Of the dishes that wait to be served, those that would be missed if they were served now. */
async function withoutSample(
  ctx: Context,
  db: Reader,
  school: SchoolFacts,
  dishes: readonly DishOfDay[],
): Promise<Set<string>> {
  const waiting = dishes.filter(({ mealId }) => mealId === null);
  const sampledAt = await sealingTimes(
    db,
    waiting.map(({ dishId }) => dishId),
  );
  const now = ctx.clock.now();
  const found = ctx.rules.evaluate(smp01EveryDishSampled, scopeAt(school, now), {
    mealId: school.id,
    servedAt: now,
    asOf: endOfTime,
    dishes: waiting.map(({ dishId, traits }) => ({ dishId, traits, sampledAt: sampledAt.get(dishId) ?? [] })),
  });
  return new Set(found.map(({ evidence }) => evidence[1] as string));
}
