import { sql } from 'kysely';
import { rows } from '#schemas/rows/index.ts';
import { inSql } from '../context.ts';
import { snakeCase } from '../db/snake-case.ts';
import type { AnyRecord } from '../records/readable-record.ts';
import type { RecordedRows } from '../records/recorded-rows.ts';
import { recordsAbout, recordsNamed } from '../records/records-about.ts';
import { type Audited, pageSize } from './audited.ts';
import { type NamingRow, namingRows, type Row, same } from './naming-rows.ts';

/** Tables that name records and are looked at on their own. */
const evidence: ReadonlySet<string> = new Set(['logLeaves', 'leafQueue', 'personalValues']);

/** Rows of the business tables against the records that they follow from. */
export async function auditRows(audited: Audited): Promise<void> {
  for (const recorded of audited.recordedRows) {
    for await (const page of namingRows(audited, recorded.of)) await auditPage(audited, recorded, page);
    if (recorded.subjects) await auditSubjects(audited, recorded);
  }
  for (const [table, { columns }] of Object.entries(rows))
    if ('recordId' in columns && 'districtId' in columns && !evidence.has(table))
      await auditReferences(audited, table);
}

async function auditPage(
  audited: Audited,
  { table, of, by, types, later, columns }: RecordedRows,
  page: readonly NamingRow[],
): Promise<void> {
  const { report } = audited;
  const records = await recordsNamed(audited.db, page, types);
  const naming = page.filter(({ recordId }) => records.has(recordId));
  const parts = table === of ? undefined : await partsOf(audited, table, by, naming);
  const laterAbout = await recordsAbout(audited.db, naming, later);
  for (const named of naming) {
    const record = records.get(named.recordId) as AnyRecord;
    const more = laterAbout(named.id).filter(({ recordedAt }) => recordedAt >= record.recordedAt);
    for (const row of parts ? (parts.get(named.id) ?? []) : [named]) {
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

/** Records whose row is gone. */
async function auditSubjects(
  { db, districtId, report }: Audited,
  { table, types }: RecordedRows,
): Promise<void> {
  const missing = await db
    .selectFrom('records')
    .leftJoin(`${table} as subject` as 'schools as subject', (join) =>
      join
        .onRef('subject.districtId', '=', 'records.districtId')
        .onRef('subject.id', '=', 'records.subjectId'),
    )
    .select(['records.id', 'records.subjectId'])
    .where('records.districtId', '=', districtId)
    .where('records.type', 'in', types)
    .where('subject.id', 'is', null)
    .limit(pageSize)
    .execute();
  for (const { id, subjectId } of missing)
    report.add('row-missing', `${snakeCase(table)} (id ${subjectId})`, id);
}

/** Rows that name a record which is not there. */
async function auditReferences({ db, districtId, report }: Audited, table: string): Promise<void> {
  const { rows: stray } = await sql<{ recordId: string }>`
    select distinct named.record_id from ${sql.table(snakeCase(table))} named
    left join records on records.district_id = named.district_id and records.id = named.record_id
    where named.district_id = ${districtId} and named.record_id is not null and records.id is null
    limit ${pageSize}`.execute(inSql(db));
  for (const { recordId } of stray)
    report.add('row-without-record', `${snakeCase(table)}.record_id`, recordId);
}
