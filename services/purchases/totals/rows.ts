import { sql } from 'kysely';
import { type FigureName, FigureRow, type FigureRows, type RowsQuery } from '#schemas/purchase-totals.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise } from '../../accounts/index.ts';
import { acceptedDeliveries } from '../../batches/index.ts';
import { type Context, type Reader, read } from '../../context.ts';
import { percent } from '../percent.ts';
import { contribution, type FactScope, factsIn } from './fact-scope.ts';
import { type FactFigureName, factFigures, type RatioName, ratioFigures } from './figures.ts';
import { isYearKnown } from './ledger-cover.ts';
import { basisOf, scopeOf } from './scope.ts';
import { filersOf, hasCanteen, isOnTarget, receiversOf } from './unit-book.ts';
import { daysOf, type UnitFigures, unitFigures } from './unit-sums.ts';

/**
 * The rows behind a figure of the totals; their sum is the figure. A ratio has a part for its numerator and one for
 * its denominator; the filing error's numerator is the declared total less the ledger's, so the latter counts negative.
 */
export async function figureRows(ctx: Context, query: RowsQuery): Promise<FigureRows> {
  const actor = authorise(ctx, 'purchase.read');
  const { figure, beside, ...about } = query;
  return await read(ctx, async (db) => {
    const scope = await scopeOf(ctx, db, { actor, query: about, beside });
    const part = async (name: FigureName) => partOf(name, await rowsOf(db, scope, name));
    const basis = basisOf(ctx, scope);
    if (!isRatio(figure)) return { figure, basis, parts: [await part(figure)], percent: null };
    const { numerator, denominator } = ratioFigures[figure];
    const [above, below] = [await part(numerator), await part(denominator)];
    const parts = [above, below];
    if (figure !== 'filingError') return { figure, basis, parts, percent: percent(above.sum, below.sum) };
    const { book } = await unitFigures(db, scope);
    const known = isYearKnown(scope, receiversOf(book, scope.query));
    return { figure, basis, parts, percent: known ? percent(above.sum - below.sum, below.sum) : null };
  });
}

const isRatio = (figure: FigureName): figure is RatioName => Object.hasOwn(ratioFigures, figure);

const partOf = (figure: FigureName, rows: FigureRow[]) => ({
  figure,
  rows,
  count: rows.length,
  sum: rows.reduce((sum, { value }) => sum + value, 0),
});

async function rowsOf(db: Reader, scope: FactScope, figure: FigureName): Promise<FigureRow[]> {
  if (Object.hasOwn(factFigures, figure)) return await factRows(db, scope, figure as FactFigureName);
  if (figure === 'lines') return await lineRows(db, scope);
  if (figure === 'ledgerFood') return await deliveryRows(db, scope);
  return filingRows(await unitFigures(db, scope), scope, figure);
}

const rowColumns = Object.keys(FigureRow.shape) as (keyof FigureRow)[];

const factColumns = sql`
  u.id as unit_id, u.name as unit, l.record_id, l.order_no, l.line_no, l.id as line_id, l.supplier_name as supplier,
  concat_ws(' ', l.province, nullif(l.prefecture, l.province), l.county) as place, l.goods_name as goods, l.channel`;

async function factRows(db: Reader, scope: FactScope, figure: FactFigureName): Promise<FigureRow[]> {
  const value = contribution(factFigures[figure]);
  const rows = sql<FigureRow & { nth: number }>`(
    select ${value} as value, f.period as on, f.at, f.measure, f.place as nth, ${factColumns}
    ${factsIn(scope)} and ${value} <> 0)`;
  return await db
    .selectFrom(rows.as('r'))
    .select(rowColumns)
    .orderBy('on')
    .orderBy('orderNo')
    .orderBy('lineNo')
    .orderBy('nth')
    .execute();
}

async function lineRows(db: Reader, scope: FactScope): Promise<FigureRow[]> {
  const rows = sql<FigureRow>`(
    select distinct on (l.order_no, l.line_no)
      1 as value, null::date as on, l.ordered_at as at, null as measure, ${factColumns}
    ${factsIn(scope)}
    order by l.order_no, l.line_no)`;
  return await db.selectFrom(rows.as('r')).select(rowColumns).orderBy('orderNo').orderBy('lineNo').execute();
}

async function deliveryRows(db: Reader, scope: FactScope): Promise<FigureRow[]> {
  const { book } = await unitFigures(db, scope);
  const units = new Map(receiversOf(book, scope.query).map(({ id, name }) => [id, name]));
  const deliveries = await acceptedDeliveries(db, { unitIds: [...units.keys()], ...daysOf(scope) });
  return deliveries.map(({ totalFen, schoolId, recordId, arrivedAt, supplierName, noteNumber }) => ({
    ...nothing,
    value: totalFen,
    unitId: schoolId,
    unit: units.get(schoolId) ?? null,
    recordId,
    on: civilDateOf(arrivedAt),
    at: arrivedAt,
    orderNo: noteNumber,
    supplier: supplierName,
  }));
}

function filingRows({ book, official }: UnitFigures, { query }: FactScope, figure: FigureName): FigureRow[] {
  const rows = filersOf(book, query).map((unit) => {
    const { filing } = unit;
    const values: Partial<Record<FigureName, number>> = {
      reserved: filing?.reservedFen ?? 0,
      declared: filing?.declaredFoodFen ?? 0,
      withCanteen: hasCanteen(unit) ? 1 : 0,
      onTarget: isOnTarget(unit, official?.get(unit.id) ?? 0) ? 1 : 0,
    };
    return {
      ...nothing,
      value: values[figure] ?? 0,
      unitId: unit.id,
      unit: unit.name,
      recordId: filing?.recordId ?? null,
      on: filing ? civilDateOf(filing.filedAt) : null,
      at: filing?.filedAt ?? null,
    };
  });
  return rows.filter(({ value }) => value !== 0);
}

const nothing: FigureRow = {
  value: 0,
  unitId: null,
  unit: null,
  recordId: null,
  on: null,
  at: null,
  orderNo: null,
  lineNo: null,
  lineId: null,
  supplier: null,
  place: null,
  goods: null,
  channel: null,
  measure: null,
};
