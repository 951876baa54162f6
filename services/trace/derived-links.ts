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
    districtOf(lots),
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

async function lotsById(db: Reader, districtId: string, ids: readonly string[]) {
  const lots = await db
    .selectFrom('lots')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('id', '=', anyId(ids))
    .execute();
  return new Map(lots.map((lot) => [lot.id, lot]));
}

/**
 * Accepted goods are part of the supplier's lot that their record describes; withdrawn ones no longer are. A lot without
 * a number is found apart, so that one with a number is found by it, however many lots its supplier delivered.
 */
async function toldByOrigins(db: Reader, lots: readonly Lot[]): Promise<ToldLink[]> {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const { rows } = await sql<Omit<ToldLink, 'lot'> & { id: string }>`
    with told as materialized (
      select lot.*, record.occurred_at, coalesce(
        lot.supplier_lot,
        case when lot.produced_on is null and record.canonical is json
          then record.canonical::jsonb ->> 'noteNumber' end) as told_lot
      from lots lot
      join records record on record.district_id = lot.district_id and record.id = lot.record_id
        and record.type = 'lot-received'
      where lot.district_id = ${districtOf(lots)} and lot.id = any(${[...byId.keys()]}::uuid[]) and not exists (
        select from records withdrawal where withdrawal.district_id = lot.district_id
          and withdrawal.subject_id = lot.id and withdrawal.type = 'lot-withdrawn')
    )
    select told.id, coalesce(origin.number, 0) as parent, told.occurred_at as at, told.quantity_grams
    from told left join lateral (
      select number, produced_on from lots numbered where ${sameGoods('numbered')}
        and numbered.supplier_lot = told.told_lot
      union all
      select number, produced_on from lots unnumbered where ${sameGoods('unnumbered')}
        and unnumbered.supplier_lot is null and told.told_lot is null
    ) origin on origin.produced_on is not distinct from told.produced_on`.execute(inSql(db));
  return rows.map(({ id, ...told }) => ({ lot: byId.get(id) as Lot, ...told }));
}

const sameGoods = (origin: string) => {
  const of = (column: string) => sql.ref(`${origin}.${column}`);
  return sql`${of('district_id')} = told.district_id and ${of('kind')} = 'supplier-lot'
    and ${of('supplier_id')} = told.supplier_id and ${of('goods_code')} = told.goods_code
    and ${of('name')} = told.name`;
};

/** They are of one. */
const districtOf = (lots: readonly Lot[]): string => (lots[0] as Lot).districtId;

/** The event behind the links into each lot, if it names the lot's record. */
async function eventsInto(db: Reader, lots: readonly Lot[]): Promise<Map<number, string>> {
  const found = await db
    .selectFrom('lotLinks')
    .innerJoin('lotEvents', (join) =>
      join
        .onRef('lotEvents.districtId', '=', 'lotLinks.districtId')
        .onRef('lotEvents.id', '=', 'lotLinks.eventId'),
    )
    .innerJoin('lots', (join) =>
      join
        .onRef('lots.districtId', '=', 'lotLinks.districtId')
        .onRef('lots.number', '=', 'lotLinks.child')
        .onRef('lots.recordId', '=', 'lotEvents.recordId'),
    )
    .select(['lotLinks.child', 'lotEvents.id'])
    .where('lotLinks.districtId', '=', districtOf(lots))
    .where(
      'lotLinks.child',
      'in',
      lots.map(({ number }) => number),
    )
    .execute();
  return new Map(found.map(({ child, id }) => [child, id]));
}
