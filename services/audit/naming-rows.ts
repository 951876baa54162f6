import { isDeepStrictEqual } from 'node:util';
import type { RecordedTable } from '../records/recorded-rows.ts';
import { type Audited, pageSize } from './audited.ts';

export type Row = Readonly<Record<string, unknown>>;
/** A row of any table that names its record. */
export type NamingRow = Row & {
  readonly districtId: string;
  readonly id: string;
  readonly recordId: string | null;
};

/** Whether two values are the same JSON; the database keeps the members of an object in an order of its own. */
export function same(is: unknown, should: unknown): boolean {
  const [one, other] = [JSON.stringify(is ?? null), JSON.stringify(should ?? null)];
  return one === other || isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
}

/** Every row of a table, a page at a time. */
export async function* namingRows(
  { db, districtId }: Audited,
  table: RecordedTable,
): AsyncGenerator<NamingRow[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = (await db
      .selectFrom(table)
      .selectAll()
      .where('districtId', '=', districtId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute()) as unknown as NamingRow[];
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.id;
  }
}
