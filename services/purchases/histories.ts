import type { Reader, Tx } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import type { LineHistory } from './algebra.ts';
import { type Adjustment, historyOf, type OrderLineRow } from './order-line-row.ts';

/** A line with everything that happened to it. */
export interface LineWithHistory {
  readonly row: OrderLineRow;
  readonly adjustments: readonly Adjustment[];
  readonly history: LineHistory;
  /** Of a contractor's order for several schools; in order of school. */
  readonly shares: readonly Tables['orderShares'][];
}

/** Lines by id, with their adjustments and shares. Those that do not exist are left out. */
export async function historiesOf(
  db: Reader | Tx['db'],
  lineIds: readonly string[],
): Promise<LineWithHistory[]> {
  if (lineIds.length === 0) return [];
  const reader = db as Reader;
  const rows = await reader.selectFrom('orderLines').selectAll().where('id', 'in', lineIds).execute();
  const adjustments = await reader
    .selectFrom('orderAdjustments')
    .selectAll()
    .where('lineId', 'in', lineIds)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const shared = rows.filter((row) => row.forSeveralSchools).map(({ orderNo }) => orderNo);
  const shares =
    shared.length === 0
      ? []
      : await reader
          .selectFrom('orderShares')
          .selectAll()
          .where('orderNo', 'in', shared)
          .orderBy('schoolId')
          .execute();
  const adjustmentsByLine = Map.groupBy(adjustments, ({ lineId }) => lineId);
  const sharesByOrder = Map.groupBy(shares, ({ orderNo }) => orderNo);
  return rows.map((row) => {
    const own = adjustmentsByLine.get(row.id) ?? [];
    return {
      row,
      adjustments: own,
      history: historyOf(row, own),
      shares: row.forSeveralSchools ? (sharesByOrder.get(row.orderNo) ?? []) : [],
    };
  });
}
