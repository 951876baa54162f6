import type { Dimension, FactSums, Totals, TotalsGroup, TotalsQuery } from '#schemas/purchase-totals.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, read } from '../../context.ts';
import { unitDimensions } from './dimensions.ts';
import { ledgerBegan } from './ledger-cover.ts';
import { basisOf, scopeOf } from './scope.ts';
import { type FactGroup, sumAll, sumBeside, sumFacts } from './sum-facts.ts';
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
    const sums = await sumAll(db, scope);
    const figures = await unitFigures(db, scope);
    const groups = await sumFacts(db, scope, query.by);
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
      by: query.by,
      groups: withUnits(groups, scope.query, query.by, figures),
      beside: await sumBeside(db, scope),
      openClaims,
    };
  });
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
  const added = [...new Map(silent.map((group) => [group.key, { ...group, sums: none }])).values()];
  return [...groups, ...added]
    .toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
    .map((group) => ({ ...group, units: sumUnits(figures, { ...query, [by]: group.key }, group.sums) }));
}

const same = (key: string) => ({ key, label: key });

const isUnitDimension = (by: Dimension): by is (typeof unitDimensions)[number] =>
  (unitDimensions as readonly string[]).includes(by);

const none: FactSums = {
  ordered: 0,
  accepted: 0,
  paid: 0,
  settled: 0,
  counted: 0,
  official: 0,
  canteen: 0,
  notAccepted: 0,
  notPaid: 0,
  notCounted: 0,
  acceptedGrams: 0,
  lines: 0,
};
