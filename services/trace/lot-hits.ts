import { type RawBuilder, sql } from 'kysely';
import { addDays, startOfDay } from '#schemas/time.ts';
import type { LotHit } from '#schemas/trace.ts';
import { type AccountActor, inSql, type Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';

/** One way to find lots by equality or range. */
export type LotFinder =
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'note-number' | 'supplier-lot'; readonly number: string }
  | { readonly by: 'name'; readonly names: readonly string[] }
  | { readonly by: 'goods'; readonly codes: readonly string[] }
  | { readonly by: 'date'; readonly from: string; readonly to: string }
  | { readonly by: 'listed' };

export interface FoundLot {
  readonly id: string;
  readonly matched: LotHit['matched'];
}

interface Narrowing {
  readonly supplierId?: string | undefined;
  readonly schoolId?: string | undefined;
  readonly atMost: number;
}

/** The lots that any of the finders finds within the reader's scope, the surest match first, then the newest. */
export async function lotIds(
  db: Reader,
  actor: AccountActor,
  finders: readonly LotFinder[],
  { supplierId, schoolId, atMost }: Narrowing,
): Promise<FoundLot[]> {
  if (finders.length === 0) return [];
  const within = sql.join(
    [
      scopeOf(actor),
      ...(supplierId ? [sql`lots.supplier_id = ${supplierId}`] : []),
      ...(schoolId ? [sql`lots.school_id = ${schoolId}`] : []),
    ],
    sql` and `,
  );
  const searches = finders.map(
    (finder, rank) => sql`
      (select id, number, ${finder.by} as matched, ${rank}::integer as rank from lots
       where ${within} and ${conditionOf(finder)} order by number desc limit ${atMost})`,
  );
  const { rows } = await sql<FoundLot>`
    select id, matched from (
      select distinct on (id) id, number, matched, rank from (${sql.join(searches, sql` union all `)}) as found
      order by id, rank
    ) as hits order by rank, number desc limit ${atMost}`.execute(inSql(db));
  return rows;
}

/** School accounts find their own lots and the suppliers' lots that those are part of. */
function scopeOf({ schoolId, supplierId }: AccountActor): RawBuilder<unknown> {
  if (supplierId !== null) return sql`lots.supplier_id = ${supplierId}`;
  if (schoolId === null) return sql`true`;
  return sql`(lots.school_id = ${schoolId} or lots.kind = 'supplier-lot' and exists (
    select from lot_links where parent = lots.number and school_id = ${schoolId}))`;
}

function conditionOf(finder: LotFinder): RawBuilder<unknown> {
  switch (finder.by) {
    case 'code':
      return sql`lots.code = ${finder.code}`;
    case 'note-number':
      return sql`lots.id in (select lot_id from delivery_lines join deliveries
        on deliveries.id = delivery_lines.delivery_id
        where note_number in (${finder.number}, upper(${finder.number})))`;
    case 'supplier-lot':
      return sql`lots.supplier_lot in (${finder.number}, upper(${finder.number}))`;
    case 'name':
      return sql`lots.name = any(${finder.names}::text[])`;
    case 'goods':
      return sql`lots.goods_code = any(${finder.codes}::text[])`;
    case 'date':
      return sql`lots.kind in ('delivery', 'dish', 'meal', 'sample') and lots.began_at >= ${startOfDay(finder.from)}
        and lots.began_at < ${startOfDay(addDays(finder.to, 1))}`;
    case 'listed':
      return sql`lots.kind in ('supplier-lot', 'delivery', 'dish', 'meal')`;
  }
}

/** What the list of hits shows of each lot, in the order given. */
export async function lotHits(db: Reader, found: readonly FoundLot[]): Promise<LotHit[]> {
  const rows = await db
    .selectFrom('lots')
    .leftJoin('schools', 'schools.id', 'lots.schoolId')
    .leftJoin('suppliers', 'suppliers.id', 'lots.supplierId')
    .select(['lots.id', 'lots.kind', 'lots.name', 'code', 'supplierLot', 'beganAt', 'status'])
    .select(['schools.name as school', 'suppliers.name as supplier'])
    .where('lots.id', '=', anyId(found.map(({ id }) => id)))
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, matched }) => {
    const row = byId.get(id);
    return row ? [{ type: 'lot' as const, matched, ...row }] : [];
  });
}
