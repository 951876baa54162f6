import { sql } from 'kysely';
import { inSql, type Reader, type Tx } from '../context.ts';

/**
 * Of these lots, by number, those that may not be used, each with the ids of the open holds on it and on everything that
 * it was made of, as far back as the trace goes; the oldest hold first. One statement however many lots are asked for.
 */
export async function openHoldsBehind(
  db: Reader | Tx['db'],
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string[]>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ start: number; holdIds: string[] }>`
    with recursive behind(start, number, latest) as (
      select number, number, 'infinity'::timestamptz(3) from unnest(${numbers}::bigint[]) number
      union
      select behind.start, link.parent, link.at
      from behind join lot_links link on link.child = behind.number and link.at <= behind.latest
      where exists (select from holds where lifted_at is null)
    ), reached as (
      select distinct start, number from behind
    )
    select reached.start, array_agg(holds.id order by holds.held_at, holds.id) as hold_ids
    from reached
    join lots on lots.number = reached.number
    join holds on holds.lot_id = lots.id and holds.lifted_at is null
    group by reached.start`.execute(inSql(db as Reader));
  return new Map(rows.map(({ start, holdIds }) => [start, holdIds]));
}
