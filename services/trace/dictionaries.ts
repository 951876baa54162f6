import { sql } from 'kysely';
import type { SearchHit } from '#schemas/trace.ts';
import { inSql, type Reader } from '../context.ts';

/** Small tables that are read through for a piece of a word; everything else is then found by equality. */

const listed = 20;

const contains = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Suppliers by a piece of the name, or the beginning of the credit code. */
export async function suppliersLike(db: Reader, text: string, ownId: string | null): Promise<SearchHit[]> {
  const rows = await db
    .selectFrom('suppliers')
    .select(['id', 'name', 'creditCode'])
    .where(({ or, eb }) =>
      or([
        eb('name', 'ilike', contains(text)),
        ...(text.length < 6 ? [] : [eb('creditCode', 'like', `${text.toUpperCase()}%`)]),
      ]),
    )
    .$if(ownId !== null, (query) => query.where('id', '=', ownId as string))
    .orderBy('name')
    .limit(listed)
    .execute();
  return rows.map((row) => ({
    type: 'supplier',
    matched: row.name.toLowerCase().includes(text.toLowerCase()) ? 'name' : 'credit-code',
    ...row,
  }));
}

export async function schoolsLike(db: Reader, text: string, ownId: string | null): Promise<SearchHit[]> {
  const rows = await db
    .selectFrom('schools')
    .select(['id', 'name'])
    .where('name', 'ilike', contains(text))
    .$if(ownId !== null, (query) => query.where('id', '=', ownId as string))
    .orderBy('name')
    .limit(listed)
    .execute();
  return rows.map((row) => ({ type: 'school', matched: 'name', ...row }));
}

/**
 * The distinct names of lots that contain a piece of text. The recursion jumps from one name to the next in the
 * index, so it costs one step a name, however many lots have it.
 */
export async function namesLike(db: Reader, text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with recursive names(name) as (
      (select name from lots where district_id = ${ownDistrict} order by name limit 1)
      union all
      select (select lots.name from lots where district_id = ${ownDistrict} and lots.name > names.name
        order by lots.name limit 1)
      from names where names.name is not null
    )
    select name from names where name ilike ${contains(text)} order by name limit 200`.execute(inSql(db));
  return rows.map(({ name }) => name);
}

const ownDistrict = sql`current_setting('shansu.district')::uuid`;
