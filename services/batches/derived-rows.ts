import type { Selectable } from 'kysely';
import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { Tables } from '../db/tables.ts';
import { derivedColumns, derivedRows } from '../records/derived-rows.ts';
import { firstRecordedAt } from '../records/first-recorded.ts';
import { recordsNamed } from '../records/records-about.ts';

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
  return lines.flatMap(({ id: lineId, lotId }) => {
    const lot = lots.find(({ id }) => id === lotId);
    const record = records.get(lot?.recordId ?? null);
    if (!record) return [];
    return record.papers.map((paper) => ({
      districtId: record.district,
      deliveryId: record.delivery,
      lineId,
      kind: paper.kind,
      number: paper.number,
      issuer: paper.issuer ?? null,
      issuedOn: paper.issuedOn ?? null,
      validTo: paper.validTo ?? null,
      quantityGrams: paper.quantityGrams ?? null,
      lotNumber: paper.lotNumber ?? null,
      sha256: paper.sha256 ?? null,
      usedGrams: record.acceptedGrams,
      schoolId: record.school as string,
      supplierId: record.supplier.id,
      lotId,
    }));
  });
}
