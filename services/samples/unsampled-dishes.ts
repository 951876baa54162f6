import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { schoolOf } from '../schools/index.ts';
import { mealFindings } from './required-samples.ts';

/** A dish that was served, had to have a sample by now, and has none. */
export interface UnsampledDish {
  readonly dishId: string;
  readonly dishName: string;
  readonly mealId: string;
  readonly schoolName: string;
  readonly servedAt: string;
  readonly dueAt: string;
}

export interface ServedDays {
  readonly from: string;
  readonly to: string;
  readonly schoolId?: string | undefined;
}

/**
 * SMP-01 over the meals of some days as they stand now, newest first: of the own school, of one, or of the district.
 * Nobody writes when a sample is not taken, so that this is no stored finding: it is gone when the sample is there.
 */
export async function unsampledDishes(ctx: Context, days: ServedDays): Promise<UnsampledDish[]> {
  const actor = authorise(ctx, 'sample.read', days.schoolId ? { schoolId: days.schoolId } : {});
  return await read(ctx, async (db) => {
    const served = await servedWithoutSample(db, { ...days, schoolId: actor.schoolId ?? days.schoolId });
    const bySchool = Map.groupBy(served, ({ schoolId }) => schoolId);
    const missing: UnsampledDish[] = [];
    for (const [schoolId, dishes] of bySchool) missing.push(...(await dueOf(ctx, db, schoolId, dishes)));
    return missing.toSorted((a, b) => b.servedAt.localeCompare(a.servedAt));
  });
}

type ServedDish = Awaited<ReturnType<typeof servedWithoutSample>>[number];

async function servedWithoutSample(db: Reader, { from, to, schoolId }: ServedDays) {
  return await db
    .selectFrom('mealDishes')
    .innerJoin('meals', 'meals.id', 'mealDishes.mealId')
    .innerJoin('lots', 'lots.id', 'mealDishes.dishId')
    .select(['mealDishes.mealId', 'mealDishes.dishId', 'lots.name as dishName', 'meals.schoolId', 'servedAt'])
    .where('servedOn', '>=', from)
    .where('servedOn', '<=', to)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('samples').select('samples.id').whereRef('samples.dishId', '=', 'mealDishes.dishId'),
        ),
      ),
    )
    .$if(schoolId !== undefined, (query) => query.where('meals.schoolId', '=', schoolId as string))
    .execute();
}

/** Of dishes without a sample, those that the rules of the school ask one of, and that are late. */
async function dueOf(
  ctx: Context,
  db: Reader,
  schoolId: string,
  dishes: readonly ServedDish[],
): Promise<UnsampledDish[]> {
  const school = await schoolOf(db, schoolId);
  const meals = [...new Set(dishes.map(({ mealId }) => mealId))];
  const found = await mealFindings({ db, rules: ctx.rules }, school, meals, ctx.clock.now());
  const dueAt = new Map(
    found.flatMap(({ breach, evidence, data }) =>
      breach === 'missing' ? [[evidence.join(' '), String(data.dueAt)] as const] : [],
    ),
  );
  return dishes.flatMap(({ mealId, dishId, dishName, servedAt }) => {
    const due = dueAt.get(`${mealId} ${dishId}`);
    return due ? [{ dishId, dishName, mealId, schoolName: school.name, servedAt, dueAt: due }] : [];
  });
}
