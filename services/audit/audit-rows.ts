import { sql } from 'kysely';
import { inSql } from '../context.ts';
import { snakeCase } from '../db/snake-case.ts';
import type { AnyRecord } from '../records/readable-record.ts';
import type { RecordedRows } from '../records/recorded-rows.ts';
import { recordsAbout, recordsNamed } from '../records/records-about.ts';
import { auditNaming } from './audit-naming.ts';
import type { Audited } from './audited.ts';
import { type NamingRow, namingRows, type Row, same } from './naming-rows.ts';

/** Rows of the business tables against the records that they follow from. */
export async function auditRows(audited: Audited): Promise<void> {
  for (const recorded of audited.recordedRows) {
    for await (const page of namingRows(audited, recorded.of)) await auditPage(audited, recorded, page);
  }
  await auditNaming(audited);
}

async function auditPage(
  audited: Audited,
  { table, of, by, types, later, about, count, columns }: RecordedRows,
  page: readonly NamingRow[],
): Promise<void> {
  const { districtId, report } = audited;
  const records = await recordsNamed(audited.db, page, types);
  const naming = page.filter(({ recordId }) => records.has(recordId));
  const parts = table === of ? undefined : await partsOf(audited, table, by, naming);
  const subjects = naming.map((row) => ({ districtId, id: String(row[about]) }));
  const laterAbout = await recordsAbout(audited.db, subjects, later);
  for (const named of naming) {
    const record = records.get(named.recordId) as AnyRecord;
    const more = laterAbout(String(named[about])).filter(({ recordedAt }) => recordedAt >= record.recordedAt);
    const rows = parts ? (parts.get(named.id) ?? []) : [named];
    const told = count?.(record as never) ?? rows.length;
    if (rows.length !== told)
      report.add(
        rows.length < told ? 'row-missing' : 'row-stray',
        `${snakeCase(table)} (${snakeCase(of)} id ${named.id})`,
        record.id,
      );
    for (const row of rows) {
      report.counts.rows += 1;
      const expected = columns(record as never, row as never, more as never);
      for (const [column, value] of Object.entries(expected))
        if (!same(row[column], value))
          report.add(
            'row-differs',
            `${snakeCase(table)}.${snakeCase(column)} (${placeOf(table, of, row, named)})`,
            named.recordId as string,
          );
    }
  }
}

const placeOf = (table: string, of: string, row: Row, named: NamingRow): string =>
  row.id === undefined || table === of
    ? `${table === of ? '' : `${snakeCase(of)} `}id ${named.id}`
    : `id ${row.id}`;

async function partsOf(
  { db, districtId }: Audited,
  table: RecordedRows['table'],
  by: string,
  page: readonly NamingRow[],
): Promise<Map<string, Row[]>> {
  if (page.length === 0) return new Map();
  const { rows: parts } = await sql<Row>`
    select * from ${sql.table(snakeCase(table))} where district_id = ${districtId}
    and ${sql.ref(snakeCase(by))} = any(${page.map(({ id }) => id)}::uuid[])`.execute(inSql(db));
  return Map.groupBy(parts, (part) => part[by] as string);
}
