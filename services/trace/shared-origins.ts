import type { LotKind } from '#schemas/lot.ts';
import type { SharedOrigins, SuspectLot } from '#schemas/shared-origins.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { anyNumber } from '../db/any-of.ts';
import { DomainError } from '../errors.ts';
import { type LotRow, lotRows, schoolNames, suppliersNamed } from './lot-details.ts';
import { mealsNamed } from './served-meals.ts';
import { walk } from './walk.ts';

/** Lots listed at most. */
const suspectsListed = 40;

/** What goes into a meal; what became of it afterwards is no cause. */
const ingredients: ReadonlySet<LotKind> = new Set(['supplier-lot', 'delivery', 'prepared', 'dish']);

/**
 * What several meals have in common, to any depth and respecting time: lots, suppliers and goods that were in at least
 * two of them. Everything shared is only a clue; a lot that hardly any other meal had is a better one.
 *
 * @throws DomainError `not-found` when one of the meals is not of the district
 */
export async function findSharedOrigins(ctx: Context, mealIds: readonly string[]): Promise<SharedOrigins> {
  authorise(ctx, 'trace.compare');
  const ids = [...new Set(mealIds)];
  return await read(ctx, async (db) => {
    const meals = await mealsNamed(db, ids);
    if (meals.length < ids.length) throw new DomainError('not-found');
    const behind = await lotsBehind(db, ids);
    const inMeals = tally(behind);
    const shared = (await lotRows(db, [...inMeals.keys()])).filter(({ kind }) => ingredients.has(kind));
    const suppliers = await suppliersNamed(db, new Set(shared.flatMap(({ supplierId }) => supplierId ?? [])));
    const goods = new Map(ctx.reference.goods.classes.map(({ code, nameZh }) => [code, { name: nameZh }]));
    const byNumber = new Map(shared.map((lot) => [lot.number, lot]));
    const countedBy = (key: (lot: LotRow) => string | null, named: ReadonlyMap<string, { name: string }>) =>
      sharedBy(behind, (number) => keyOf(byNumber.get(number), key), named);
    return {
      meals,
      lots: await suspects(db, shared, { inMeals, mealIds: ids, suppliers }),
      suppliers: countedBy(({ supplierId }) => supplierId, suppliers),
      goods: countedBy(({ goodsCode }) => goodsCode, goods),
    };
  });
}

const keyOf = (lot: LotRow | undefined, key: (lot: LotRow) => string | null) => (lot ? key(lot) : null);

/** The numbers of all lots behind each meal. */
async function lotsBehind(db: Reader, mealIds: readonly string[]): Promise<ReadonlySet<number>[]> {
  const starts = await db.selectFrom('lots').select('number').where('id', 'in', mealIds).execute();
  const behind: ReadonlySet<number>[] = [];
  for (const { number } of starts) behind.push(new Set((await walk(db, number, 'back')).numbers));
  return behind;
}

/** In how many sets each member is. */
function tally<T>(sets: readonly ReadonlySet<T>[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const set of sets) for (const member of set) counts.set(member, (counts.get(member) ?? 0) + 1);
  return counts;
}

/** What at least two of the meals have in common, in whichever lots. */
function sharedBy(
  behind: readonly ReadonlySet<number>[],
  key: (number: number) => string | null,
  named: ReadonlyMap<string, { readonly name: string }>,
) {
  const keys = behind.map((numbers) => new Set([...numbers].flatMap((number) => key(number) ?? [])));
  return [...tally(keys)]
    .filter(([, count]) => count > 1)
    .map(([id, inMeals]) => ({ id, name: named.get(id)?.name ?? id, inMeals }))
    .toSorted((a, b) => b.inMeals - a.inMeals || a.name.localeCompare(b.name, 'zh-CN'));
}

interface Comparison {
  readonly inMeals: ReadonlyMap<number, number>;
  readonly mealIds: readonly string[];
  readonly suppliers: ReadonlyMap<string, { readonly name: string }>;
}

async function suspects(
  db: Reader,
  lots: readonly LotRow[],
  { inMeals, mealIds, suppliers }: Comparison,
): Promise<SuspectLot[]> {
  const common = lots
    .flatMap((lot) =>
      (inMeals.get(lot.number) ?? 0) > 1 ? [{ lot, count: inMeals.get(lot.number) ?? 0 }] : [],
    )
    .toSorted((a, b) => b.count - a.count || b.lot.number - a.lot.number)
    .slice(0, suspectsListed);
  const schools = await schoolNames(db, new Set(common.flatMap(({ lot }) => lot.schoolId ?? [])));
  const listed: SuspectLot[] = [];
  for (const { lot, count } of common) {
    const { id, kind, name, code, status, supplierLot } = lot;
    listed.push({
      ...{ id, kind, name, code, status, supplierLot },
      school: (lot.schoolId !== null && schools.get(lot.schoolId)) || null,
      supplier: (lot.supplierId !== null && suppliers.get(lot.supplierId)?.name) || null,
      inMeals: count,
      otherMeals: await mealsReached(db, lot.number, mealIds),
    });
  }
  return listed.toSorted((a, b) => b.inMeals - a.inMeals || a.otherMeals - b.otherMeals);
}

/** How many meals besides the compared ones had something of a lot. */
async function mealsReached(db: Reader, number: number, but: readonly string[]): Promise<number> {
  const { numbers } = await walk(db, number, 'forward');
  const { count } = await db
    .selectFrom('lots')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('number', '=', anyNumber(numbers))
    .where('kind', '=', 'meal')
    .where('id', 'not in', but)
    .executeTakeFirstOrThrow();
  return Number(count);
}
