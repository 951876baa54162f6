import { sql } from 'kysely';
import { inSql } from '../context.ts';
import type { DerivedRows } from '../records/derived-rows.ts';
import { type Audited, pageSize } from './audited.ts';
import { type NamingRow, namingRows, type Row, same, snake } from './naming-rows.ts';

/** Rows that follow from other rows, derived anew from these; `auditRows` holds those to their records. */
export async function auditDerivedRows(audited: Audited): Promise<void> {
  for (const derived of audited.derivedRows) {
    for await (const page of namingRows(audited, derived.of)) await auditPage(audited, derived, page);
    await auditOwnerless(audited, derived);
  }
}

async function auditPage(
  { db, districtId, report }: Audited,
  { table, of, by, key, derive }: DerivedRows,
  page: readonly NamingRow[],
): Promise<void> {
  const groupedBy = (rows: readonly object[]) => Map.groupBy(rows as readonly Row[], (row) => row[by]);
  const should = groupedBy(await derive(db, page as never));
  const { rows } = await sql<Row>`
    select * from ${sql.table(snake(table))} where district_id = ${districtId}
    and ${sql.ref(snake(by))} in (${sql.join(page.map((row) => row[key]))})`.execute(inSql(db));
  const is = groupedBy(rows);
  for (const owner of page) {
    const [expected, found] = [inOrder(should.get(owner[key])), inOrder(is.get(owner[key]))];
    report.counts.rows += found.length;
    if (same(found, expected)) continue;
    const place = `${snake(table)}${columnThatDiffers(found, expected)} (${snake(of)} id ${owner.id})`;
    if (owner.recordId === null) report.add('row-stray', place);
    else report.add('row-differs', place, owner.recordId);
  }
}

/** Rows and their columns in one order, so that they can be compared. */
const inOrder = (rows: readonly Row[] = []): Row[] =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Nothing when a row is missing or too many: then it is the row that differs. */
function columnThatDiffers(found: readonly Row[], expected: readonly Row[]): string {
  if (found.length !== expected.length) return '';
  const column = expected
    .flatMap((row, index) => Object.keys(row).filter((name) => !same(row[name], found[index]?.[name])))
    .at(0);
  return column === undefined ? '' : `.${snake(column)}`;
}

/** Rows that belong to nothing. */
async function auditOwnerless(
  { db, districtId, report }: Audited,
  { table, of, by, key }: DerivedRows,
): Promise<void> {
  const { rows } = await sql<{ of: string }>`
    select distinct derived.${sql.ref(snake(by))}::text as of from ${sql.table(snake(table))} derived
    left join ${sql.table(snake(of))} owner
      on owner.district_id = derived.district_id and owner.${sql.ref(snake(key))} = derived.${sql.ref(snake(by))}
    where derived.district_id = ${districtId} and owner.district_id is null
    limit ${pageSize}`.execute(inSql(db));
  for (const stray of rows) report.add('row-stray', `${snake(table)}.${snake(by)} ${stray.of}`);
}
