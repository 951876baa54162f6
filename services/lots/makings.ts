import { sql } from 'kysely';
import type { RecordOf, RecordType } from '#schemas/records/index.ts';
import { inSql, type Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import { readableRecord } from '../records/readable-record.ts';
import type { LotRow } from './lock-lots.ts';

const types = [
  'dish-cooked',
  'lot-prepared',
  'vat-topped-up',
  'lot-relabelled',
] as const satisfies readonly RecordType[];

export type Making = RecordOf<(typeof types)[number]>;

/** What lots were made into, by lot: the records behind the links out of it. */
export async function makingsOf(
  db: Reader,
  lots: readonly LotRow[],
): Promise<(lotId: string) => readonly Making[]> {
  const [first] = lots;
  if (!first) return () => [];
  const { rows } = await sql<{ lotId: string; type: string; canonical: string }>`
    select distinct lot.id as lot_id, made.id, made.type, made.canonical
    from lots lot
    join lot_links link on link.district_id = lot.district_id and link.parent = lot.number
    join lots child on child.district_id = link.district_id and child.number = link.child
    join records made on made.district_id = child.district_id and made.id = child.record_id
    where lot.district_id = ${first.districtId} and lot.id = ${anyId(lots.map(({ id }) => id))}
      and made.type = any(${types}::text[])`.execute(inSql(db));
  const byLot = Map.groupBy(rows, ({ lotId }) => lotId);
  const records = new Map(
    [...byLot].map(([id, of]) => [
      id,
      of.flatMap((row) => (readableRecord(row) as Making | undefined) ?? []),
    ]),
  );
  return (lotId) => records.get(lotId) ?? [];
}

/** How much of a lot went into it. */
export function gramsUsed(making: Making, lotId: string): number {
  if (making.type === 'lot-relabelled') return making.from.id === lotId ? making.grams : 0;
  return making.inputs.reduce((sum, { id, grams }) => (id === lotId ? sum + grams : sum), 0);
}
