import { sql } from 'kysely';
import { inSql, type Reader } from '../context.ts';

/**
 * Of these lots, by number, those that may not be used: an open hold is on the lot itself or on anything that it was
 * made of. Asked for many lots at once; `openHoldsBehind` names the holds.
 */
export async function heldLots(db: Reader, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  if (numbers.length === 0) return new Set();
  const { rows } = await sql<{ start: number }>`
    with recursive behind(start, number, latest) as (
      select number, number, 'infinity'::timestamptz(3) from unnest(${numbers}::bigint[]) number
      union
      select behind.start, link.parent, link.at
      from behind join lot_links link on link.child = behind.number and link.at <= behind.latest
      where exists (select from holds where lifted_at is null)
    )
    select distinct behind.start from behind
    join lots on lots.number = behind.number
    join holds on holds.lot_id = lots.id and holds.lifted_at is null`.execute(inSql(db));
  return new Set(rows.map(({ start }) => start));
}
