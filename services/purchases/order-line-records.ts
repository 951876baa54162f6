import type { BodyOf } from '#schemas/records/index.ts';
import type { Draft } from '../records/append.ts';
import type { Reference } from '../reference/index.ts';
import { countyOf, type OrderLineRow, statementOf } from './order-line-row.ts';
import type { Unit } from './units.ts';

/** What names a line to outsiders. */
export const nameOf = ({ platform, orderNo, lineNo }: OrderLineRow, unit: Unit) => ({
  platform,
  orderNo,
  lineNo,
  unit: unit.name,
});

/** The full statement of a line as a record; `row.recordId` is its id. */
export function statementRecord(
  row: OrderLineRow,
  unit: Unit,
  reference: Reference,
  replaces?: Draft['replaces'],
): Draft<'order-line-recorded'> {
  const { contractor, supplier, goods, accepted, paid } = statementOf(row);
  const { name, creditCode, ...place } = supplier;
  const className = row.goodsCode === null ? undefined : reference.goods.find(row.goodsCode)?.nameZh;
  const body: BodyOf<'order-line-recorded'> = {
    ...nameOf(row, unit),
    unitCreditCode: unit.creditCode ?? undefined,
    channel: row.channel,
    contractor,
    forSeveralSchools: row.forSeveralSchools,
    supplier: { name, creditCode, place },
    county: countyOf(row),
    goods: { ...goods, className },
    eligibility: row.eligibility,
    ordered: { at: row.orderedAt, fen: row.orderedFen, grams: row.orderedGrams },
    accepted,
    paid,
    evaluatedAt: row.evaluatedAt ?? undefined,
  };
  return {
    type: 'order-line-recorded',
    id: row.recordId,
    subject: row.id,
    school: row.schoolId,
    occurredAt: row.orderedAt,
    body,
    ...(replaces ? { replaces } : {}),
  };
}

/** One state that a line has reached since it was recorded. */
export function stepRecord(
  row: OrderLineRow,
  unit: Unit,
  step: 'accepted' | 'paid' | 'evaluated',
): Draft<'order-line-advanced'> {
  const { accepted, paid, evaluatedAt } = statementOf(row);
  const reached = { accepted, paid, evaluated: evaluatedAt === undefined ? undefined : { at: evaluatedAt } };
  const { at = row.recordedAt } = reached[step] ?? {};
  return {
    type: 'order-line-advanced',
    subject: row.id,
    school: row.schoolId,
    occurredAt: at,
    body: {
      ...nameOf(row, unit),
      step,
      ...(step === 'paid' ? { fen: paid?.fen } : {}),
      ...(step === 'accepted' ? { fen: accepted?.fen, grams: accepted?.grams } : {}),
    },
  };
}
