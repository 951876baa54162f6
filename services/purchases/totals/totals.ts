import type { Dimension, Totals, TotalsGroup, TotalsQuery } from '#schemas/purchase-totals.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, type Reader, read } from '../../context.ts';
import { unitDimensions } from './dimensions.ts';
import type { Exception } from './exception.ts';
import { exceptionsOf } from './exceptions.ts';
import type { FactScope } from './fact-scope.ts';
import { ledgerBegan } from './ledger-cover.ts';
import { basisOf, scopeOf } from './scope.ts';
import { type FactGroup, noSums, sumByStanding, sumFacts } from './sum-facts.ts';
import { filersOf, receiversOf } from './unit-book.ts';
import { sumUnits, type UnitFigures, unitFigures } from './unit-sums.ts';

/**
 * The 832 totals of a period: sums of facts as a whole and by one dimension, with what units filed and received, and
 * what stands beside them. All from one snapshot.
 */
export async function purchaseTotals(ctx: Context, query: TotalsQuery): Promise<Totals> {
  const actor = authorise(ctx, 'purchase.read');
  return await read(ctx, async (db) => {
    const scope = await scopeOf(ctx, db, { actor, query });
    return await totalsOf(ctx, db, { scope, figures: await unitFigures(db, scope), by: query.by });
  });
}

/** The totals of a period and what the rules find in it, from one snapshot too. */
export async function totalsWithExceptions(
  ctx: Context,
  query: TotalsQuery,
): Promise<{ totals: Totals; exceptions: Exception[] }> {
  const actor = authorise(ctx, 'purchase.read');
  return await read(ctx, async (db) => {
    const scope = await scopeOf(ctx, db, { actor, query });
    const figures = await unitFigures(db, scope);
    const totals = await totalsOf(ctx, db, { scope, figures, by: query.by });
    return { totals, exceptions: await exceptionsOf(ctx, db, { scope, figures }) };
  });
}

interface Asked {
  readonly scope: FactScope;
  readonly figures: UnitFigures;
  readonly by: Dimension;
}

async function totalsOf(ctx: Context, db: Reader, { scope, figures, by }: Asked): Promise<Totals> {
  const { sums, beside } = await sumByStanding(db, scope);
  const groups = by === 'filingUnit' ? figures.byFiler : undefined;
  const { openClaims } = await db
    .selectFrom('orderClaims')
    .select(({ fn }) => fn.countAll<number>().as('openClaims'))
    .where('decision', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    basis: basisOf(ctx, scope),
    sums,
    units: sumUnits(figures, scope.query, sums),
    ledgerSince: ledgerBegan(scope, receiversOf(figures.book, scope.query)),
    by,
    groups: withUnits(groups ?? (await sumFacts(db, scope, by)), scope.query, by, figures),
    beside,
    openClaims,
  };
}

/** Cuts by unit also show the units that bought nothing: a reserve without orders is what the reader looks for. */
function withUnits(
  groups: readonly FactGroup[],
  query: Omit<TotalsQuery, 'by'>,
  by: Dimension,
  figures: UnitFigures,
): TotalsGroup[] {
  if (!isUnitDimension(by)) return groups.map((group) => ({ ...group, units: null }));
  const silent = filersOf(figures.book, query)
    .filter(({ id, filingUnitId }) => by !== 'filingUnit' || filingUnitId === id)
    .map((unit) => (by === 'level' ? same(unit.kind) : { key: unit.id, label: unit.name }))
    .filter(({ key }) => !groups.some((group) => group.key === key));
  const added = [...new Map(silent.map((group) => [group.key, { ...group, sums: noSums }])).values()];
  return [...groups, ...added]
    .toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
    .map((group) => ({ ...group, units: sumUnits(figures, { ...query, [by]: group.key }, group.sums) }));
}

const same = (key: string) => ({ key, label: key });

const isUnitDimension = (by: Dimension): by is (typeof unitDimensions)[number] =>
  (unitDimensions as readonly string[]).includes(by);
