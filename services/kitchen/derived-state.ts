import { sql } from 'kysely';
import { inSql, type Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { Tables } from '../db/tables.ts';
import { gramsUsed, type LotRow, makingsOf } from '../lots/index.ts';
import { type DerivedRows, derivedRows } from '../records/derived-rows.ts';
import { recordsAbout, recordsNamed } from '../records/records-about.ts';

const ofLot = { of: 'lots', by: 'lotId', key: 'id' } as const;

/** What the kitchen holds of deliveries, what it made, which lot is in a vessel, and what schools send each other. */
export const kitchenDerivedRows: readonly DerivedRows[] = [
  derivedRows('kitchenStock', ofLot, kitchenStock),
  derivedRows('preparedLots', ofLot, preparedLots),
  derivedRows('vessels', ofLot, vesselsHolding),
  derivedRows('lotTransfers', { ...ofLot, by: 'newLotId' }, transfersThatMade),
];

/** The kitchen has what was issued to it and not given back, less what it used or destroyed. */
async function kitchenStock(db: Reader, lots: readonly LotRow[]): Promise<Tables['kitchenStock'][]> {
  const issuesOf = await recordsAbout(db, lots, ['lot-issued']);
  const issued = lots.filter(({ id }) => issuesOf(id).length > 0);
  const givenBack = await recordsAbout(db, issued, ['lot-restocked']);
  const destroyed = await recordsAbout(db, issued, ['lot-disposed']);
  const madeOf = await makingsOf(db, issued);
  return issued.map(({ districtId, id: lotId, schoolId }) => {
    const issues = issuesOf(lotId);
    const issuedGrams = grams(issues) - grams(givenBack(lotId));
    const destroyedGrams = grams(destroyed(lotId).filter(({ place }) => place === 'kitchen'));
    const cooked = madeOf(lotId).filter(({ type }) => type !== 'lot-relabelled');
    const usedGrams = cooked.reduce((sum, making) => sum + gramsUsed(making, lotId), 0);
    return {
      ...{ districtId, lotId, schoolId: schoolId as string, issuedGrams },
      remainingGrams: issuedGrams - usedGrams - destroyedGrams,
      issuedAt: issues.map(({ occurredAt }) => occurredAt).reduce((a, b) => (a > b ? a : b)),
    };
  });
}

const grams = (records: readonly { readonly grams: number }[]): number =>
  records.reduce((sum, record) => sum + record.grams, 0);

/** What is in a prepared lot is as its record says; a new label changes nothing about it. */
async function preparedLots(db: Reader, lots: readonly LotRow[]): Promise<Tables['preparedLots'][]> {
  const madeBy = await recordsAbout(db, lots, ['lot-prepared', 'vat-topped-up', 'lot-relabelled']);
  const made = lots.flatMap(({ id }) => madeBy(id));
  const labelled = made.flatMap((record) => (record.type === 'lot-relabelled' ? record.from.id : []));
  const before = await db
    .selectFrom('preparedLots')
    .selectAll()
    .where('lotId', '=', anyId(labelled))
    .execute();
  const beforeById = new Map(before.map((row) => [row.lotId, row]));
  return lots.flatMap(({ districtId, id: lotId }) =>
    madeBy(lotId).flatMap((record) => {
      if (record.type === 'lot-relabelled') {
        const row = beforeById.get(record.from.id);
        return row ? [{ ...row, lotId }] : [];
      }
      const { school, vessel = null, allergens } = record;
      return [{ districtId, lotId, schoolId: school as string, vessel, allergens }];
    }),
  );
}

/** Vessels are never listed: one is there from the first lot in it, and holds, or held last, the latest one. */
async function vesselsHolding(db: Reader, lots: readonly LotRow[]): Promise<Tables['vessels'][]> {
  const prepared = lots.filter(({ kind }) => kind === 'prepared');
  if (prepared.length === 0) return [];
  const { rows } = await sql<Tables['vessels']>`
    select content.district_id, content.school_id, content.vessel as name, content.lot_id
    from prepared_lots content
    join lots lot on lot.district_id = content.district_id and lot.id = content.lot_id
    where content.lot_id = ${anyId(prepared.map(({ id }) => id))} and content.vessel is not null
      and not exists (
        select from prepared_lots later
        join lots later_lot on later_lot.district_id = later.district_id and later_lot.id = later.lot_id
        where later.district_id = content.district_id and later.school_id = content.school_id
          and later.vessel = content.vessel and later_lot.number > lot.number)`.execute(inSql(db));
  return rows;
}

/** The transfer behind a lot that another school sent. */
async function transfersThatMade(db: Reader, lots: readonly LotRow[]): Promise<Tables['lotTransfers'][]> {
  const sent = await recordsNamed(db, lots, ['lot-transferred']);
  const acceptances = await recordsAbout(db, lots, ['transfer-accepted']);
  return lots.flatMap(({ districtId, id: newLotId, schoolId, recordId }) => {
    const record = sent.get(recordId);
    if (!record) return [];
    const [accepted] = acceptances(newLotId);
    const { transfer: id, subject: lotId, school, grams: sentGrams, occurredAt: sentAt } = record;
    return [
      {
        ...{ districtId, id, lotId, newLotId, sentAt, grams: sentGrams },
        fromSchoolId: school as string,
        toSchoolId: accepted?.school ?? (schoolId as string),
        acceptedAt: accepted?.occurredAt ?? null,
        acceptedById: accepted?.actor.account ?? null,
        recordId: record.id,
      },
    ];
  });
}
