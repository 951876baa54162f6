import { type Selectable, sql } from 'kysely';
import type { RecordOf } from '#schemas/records/index.ts';
import { inSql, type Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { Tables } from '../db/tables.ts';
import { derivedRows } from '../records/derived-rows.ts';
import { recordsNamed } from '../records/records-about.ts';

type Lot = Selectable<Tables['lots']>;
type Link = Tables['lotLinks'];

/** What went into a lot, as its record says. */
interface Told {
  readonly lotId: string;
  readonly grams: number | null;
}

const telling = [
  'dish-cooked',
  'lot-prepared',
  'vat-topped-up',
  'meal-served',
  'sample-taken',
  'lot-relabelled',
  'lot-transferred',
  'lot-returned',
  'lot-disposed',
  'sample-discarded',
] as const;

function inputsOf(record: RecordOf<(typeof telling)[number]>): Told[] {
  switch (record.type) {
    case 'dish-cooked':
    case 'lot-prepared':
    case 'vat-topped-up':
      return record.inputs.map(({ id, grams }) => ({ lotId: id, grams }));
    case 'meal-served':
      return record.dishes.map(({ id }) => ({ lotId: id, grams: null }));
    case 'sample-taken':
      return [{ lotId: record.dish.id, grams: record.grams }];
    case 'lot-relabelled':
    case 'lot-transferred':
      return [{ lotId: record.from.id, grams: record.grams }];
    case 'lot-returned':
    case 'lot-disposed':
    case 'sample-discarded':
      return [{ lotId: record.subject, grams: record.grams }];
  }
}

/** What a trace walks along: the links into a lot are those that its record tells of, of the event that names it. */
export const traceDerivedRows = [
  derivedRows('lotLinks', { of: 'lots', by: 'child', key: 'number' }, async (db, lots) => {
    const told = [...(await toldByInputs(db, lots)), ...(await toldByOrigins(db, lots))];
    const events = await eventsInto(db, lots);
    return told.map(({ lot: { districtId, number, schoolId, kind }, ...of }): Link => {
      const eventId = events.get(number) ?? 'none';
      return { districtId, child: number, eventId, schoolId, childKind: kind, ...of };
    });
  }),
];

type ToldLink = Pick<Link, 'parent' | 'quantityGrams' | 'at'> & { readonly lot: Lot };

async function toldByInputs(db: Reader, lots: readonly Lot[]): Promise<ToldLink[]> {
  const records = await recordsNamed(db, lots, telling);
  const told = lots.flatMap((lot) => {
    const record = records.get(lot.recordId);
    if (!record) return [];
    return inputsOf(record).map((input) => ({ lot, occurredAt: record.occurredAt, ...input }));
  });
  const inputs = await lotsById(
    db,
    told.map(({ lotId }) => lotId),
  );
  return told.map(({ lot, occurredAt, lotId, grams }) => {
    const { number, beganAt } = inputs.get(lotId) ?? { number: 0, beganAt: '' };
    // Only a sample may be said to be older than its dish; it is traced from when that was cooked.
    return {
      ...{ lot, parent: number, quantityGrams: grams },
      at: lot.kind === 'sample' && occurredAt < beganAt ? beganAt : occurredAt,
    };
  });
}

async function lotsById(db: Reader, ids: readonly string[]) {
  const lots = await db.selectFrom('lots').selectAll().where('id', '=', anyId(ids)).execute();
  return new Map(lots.map((lot) => [lot.id, lot]));
}

/** Accepted goods are part of the supplier's lot that their record describes; withdrawn ones no longer are. */
async function toldByOrigins(db: Reader, lots: readonly Lot[]): Promise<ToldLink[]> {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const { rows } = await sql<Omit<ToldLink, 'lot'> & { id: string }>`
    select lot.id, coalesce(origin.number, 0) as parent, record.occurred_at as at, lot.quantity_grams
    from lots lot
    join records record on record.district_id = lot.district_id and record.id = lot.record_id
      and record.type = 'lot-received'
    left join lots origin on origin.district_id = lot.district_id and origin.kind = 'supplier-lot'
      and origin.supplier_id = lot.supplier_id and origin.goods_code = lot.goods_code and origin.name = lot.name
      and origin.produced_on is not distinct from lot.produced_on
      and origin.supplier_lot is not distinct from coalesce(
        lot.supplier_lot,
        case when lot.produced_on is null and record.canonical is json
          then record.canonical::jsonb ->> 'noteNumber' end)
    where lot.id = any(${[...byId.keys()]}::uuid[]) and not exists (
      select from records withdrawal where withdrawal.district_id = lot.district_id
        and withdrawal.subject_id = lot.id and withdrawal.type = 'lot-withdrawn')`.execute(inSql(db));
  return rows.map(({ id, ...told }) => ({ lot: byId.get(id) as Lot, ...told }));
}

/** The event behind the links into each lot, if it names the lot's record. */
async function eventsInto(db: Reader, lots: readonly Lot[]): Promise<Map<number, string>> {
  const found = await db
    .selectFrom('lotLinks')
    .innerJoin('lotEvents', 'lotEvents.id', 'lotLinks.eventId')
    .innerJoin('lots', (join) =>
      join.onRef('lots.number', '=', 'lotLinks.child').onRef('lots.recordId', '=', 'lotEvents.recordId'),
    )
    .select(['lotLinks.child', 'lotEvents.id'])
    .where(
      'lotLinks.child',
      'in',
      lots.map(({ number }) => number),
    )
    .execute();
  return new Map(found.map(({ child, id }) => [child, id]));
}
