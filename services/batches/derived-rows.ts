import type { Selectable } from 'kysely';
import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { Tables } from '../db/tables.ts';
import { derivedColumns, derivedRows } from '../records/derived-rows.ts';
import { firstRecordedAt } from '../records/first-recorded.ts';
import { recordsNamed } from '../records/records-about.ts';
import { paperColumns } from './rows.ts';

/** When deliveries were first recorded, and the papers of their lots, are as the records say. */
export const batchDerivedRows = [
  derivedColumns('deliveries', async (db, deliveries) => {
    const first = await firstRecordedAt(db, 'delivery-received', deliveries);
    return deliveries.map(({ id }) => ({ id, recordedAt: first.get(id) ?? '' }));
  }),
  derivedRows('deliveryPapers', { of: 'lots', by: 'lotId', key: 'id' }, papersOf),
];

/** A withdrawn lot has none: no line of the corrected delivery leads to it. */
async function papersOf(
  db: Reader,
  lots: readonly Selectable<Tables['lots']>[],
): Promise<Tables['deliveryPapers'][]> {
  const records = await recordsNamed(db, lots, ['lot-received']);
  const lines = await db
    .selectFrom('deliveryLines')
    .select(['id', 'lotId'])
    .where('lotId', '=', anyId(lots.map(({ id }) => id)))
    .execute();
  const recordIds = new Map<string | null, string | null>(lots.map(({ id, recordId }) => [id, recordId]));
  return lines.flatMap(({ id: lineId, lotId }) => {
    const record = records.get(recordIds.get(lotId) ?? null);
    if (!record) return [];
    return record.papers.map((paper) => ({
      districtId: record.district,
      deliveryId: record.delivery,
      lineId,
      ...paperColumns(paper),
      usedGrams: record.acceptedGrams,
      schoolId: record.school as string,
      supplierId: record.supplier.id,
      lotId,
    }));
  });
}
