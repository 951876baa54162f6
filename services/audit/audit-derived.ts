import { sql } from 'kysely';
import { inSql } from '../context.ts';
import { snakeCase } from '../db/snake-case.ts';
import type { DerivedRows } from '../records/derived-rows.ts';
import { type Audited, pageSize } from './audited.ts';
import { type NamingRow, namingRows, type Row } from './naming-rows.ts';

/** Rows and columns that follow from other rows, derived anew from these; `auditRows` holds those to their records. */
export async function auditDerivedRows(audited: Audited): Promise<void> {
  for (const [of, statements] of Map.groupBy(audited.derivedRows, (derived) => derived.of)) {
    for await (const page of namingRows(audited, of))
      for (const derived of statements) await auditPage(audited, derived, page);
    for (const derived of statements) if (derived.table !== of) await auditOwnerless(audited, derived);
  }
}

async function auditPage(audited: Audited, derived: DerivedRows, page: readonly NamingRow[]): Promise<void> {
  const { db, report } = audited;
  const { table, of, by, key, derive } = derived;
  const isItself = table === of;
  const groupedBy = (rows: readonly object[]) => Map.groupBy(rows as readonly Row[], (row) => row[by]);
  const should = groupedBy(await derive(db, page as never));
  const is = groupedBy(isItself ? page : await belongingTo(audited, derived, page));
  for (const owner of page) {
    const [expected = [], found = []] = [should.get(owner[key]), is.get(owner[key])];
    if (isItself && expected.length === 0) continue;
    report.counts.rows += found.length;
    for (const column of columnsThatDiffer(found, expected)) {
      const place = `${snakeCase(table)}${column} (${isItself ? '' : `${snakeCase(of)} `}id ${owner.id})`;
      if (owner.recordId === null) report.add('row-stray', place);
      else report.add('row-differs', place, owner.recordId);
    }
  }
}

async function belongingTo(
  { db, districtId }: Audited,
  { table, by, key }: DerivedRows,
  page: readonly NamingRow[],
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(snakeCase(table))} where district_id = ${districtId}
    and ${sql.ref(snakeCase(by))} in (${sql.join(page.map((row) => row[key]))})`.execute(inSql(db));
  return rows;
}

/** The columns that are not as expected, each with its point; an empty one when a row is missing or too many. */
function columnsThatDiffer(found: readonly Row[], expected: readonly Row[]): string[] {
  const columns = Object.keys(expected[0] ?? {}).sort();
  const texts = (rows: readonly Row[]) =>
    rows.map((row) => columns.map((column) => JSON.stringify(row[column] ?? null)));
  const [is, should] = [texts(found), texts(expected)];
  const missingIn = (rows: string[][], others: string[][]) => {
    const there = new Set(others.map(String));
    return rows.filter((row) => !there.has(String(row))).sort();
  };
  const [wrong, right] = [missingIn(is, should), missingIn(should, is)];
  if (is.length !== should.length || wrong.length !== right.length) return [''];
  return columns
    .filter((_, place) => wrong.some((row, index) => row[place] !== right[index]?.[place]))
    .map((column) => `.${snakeCase(column)}`);
}

/** Rows that belong to nothing. */
async function auditOwnerless(
  { db, districtId, report }: Audited,
  { table, of, by, key }: DerivedRows,
): Promise<void> {
  const { rows } = await sql<{ of: string }>`
    select distinct derived.${sql.ref(snakeCase(by))}::text as of from ${sql.table(snakeCase(table))} derived
    left join ${sql.table(snakeCase(of))} owner
      on owner.district_id = derived.district_id and owner.${sql.ref(snakeCase(key))} = derived.${sql.ref(snakeCase(by))}
    where derived.district_id = ${districtId} and derived.${sql.ref(snakeCase(by))} is not null
      and owner.district_id is null
    limit ${pageSize}`.execute(inSql(db));
  for (const stray of rows) report.add('row-stray', `${snakeCase(table)}.${snakeCase(by)} ${stray.of}`);
}
