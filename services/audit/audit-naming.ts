import { sql } from 'kysely';
import { rows } from '#schemas/rows/index.ts';
import { inSql } from '../context.ts';
import { snakeCase } from '../db/snake-case.ts';
import type { RecordedRows } from '../records/recorded-rows.ts';
import { type Audited, pageSize } from './audited.ts';

/** Tables that name records and are looked at on their own. */
const evidence: ReadonlySet<string> = new Set(['logLeaves', 'leafQueue', 'personalValues']);

/** Whether each row names a record that rows of its table follow from, and each such record is named by its row. */
export async function auditNaming(audited: Audited): Promise<void> {
  for (const recorded of audited.recordedRows) {
    if (recorded.subjects) await auditSubjects(audited, recorded);
    if (recorded.each) await auditEach(audited, recorded);
  }
  for (const [table, { columns }] of Object.entries(rows))
    if ('recordId' in columns && 'districtId' in columns && !evidence.has(table))
      await auditReferences(audited, table);
  for (const [table, types] of typesByTable(audited)) await auditTypes(audited, table, types);
}

/** Records whose row is gone. */
async function auditSubjects(
  { db, districtId, report }: Audited,
  { table, types }: RecordedRows,
): Promise<void> {
  const { rows: missing } = await sql<{ id: string; subjectId: string }>`
    select record.id, record.subject_id from records record
    left join ${sql.table(snakeCase(table))} subject
      on subject.district_id = record.district_id and subject.id = record.subject_id
    where record.district_id = ${districtId} and record.type = any(${types}::text[]) and subject.id is null
    limit ${pageSize}`.execute(inSql(db));
  for (const { id, subjectId } of missing)
    report.add('row-missing', `${snakeCase(table)} (id ${subjectId})`, id);
}

/** Records that no row names, or more than one. */
async function auditEach({ db, districtId, report }: Audited, { table, types }: RecordedRows): Promise<void> {
  const { rows: found } = await sql<{ id: string; named: number }>`
    select record.id, count(named.id)::int as named from records record
    left join ${sql.table(snakeCase(table))} named
      on named.district_id = record.district_id and named.record_id = record.id
    where record.district_id = ${districtId} and record.type = any(${types}::text[]) and not exists (
      select from records later where later.district_id = record.district_id and later.replaces_id = record.id)
    group by record.id having count(named.id) <> 1
    limit ${pageSize}`.execute(inSql(db));
  for (const { id, named } of found)
    report.add(named === 0 ? 'row-missing' : 'row-stray', `${snakeCase(table)} (record ${id})`, id);
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

/** Rows that name a record of a type from which none of the table follows. */
async function auditTypes(
  { db, districtId, report }: Audited,
  table: string,
  types: readonly string[],
): Promise<void> {
  const { rows: stray } = await sql<{ id: string; recordId: string }>`
    select named.id, named.record_id from ${sql.table(snakeCase(table))} named
    join records record on record.district_id = named.district_id and record.id = named.record_id
    where named.district_id = ${districtId} and record.type <> all(${types}::text[])
    limit ${pageSize}`.execute(inSql(db));
  for (const { id, recordId } of stray)
    report.add('row-differs', `${snakeCase(table)}.record_id (id ${id})`, recordId);
}

function typesByTable({ recordedRows }: Audited): Map<string, string[]> {
  const ofRows = recordedRows.filter(({ table, of }) => table === of);
  const byTable = Map.groupBy(ofRows, ({ table }) => table as string);
  return new Map(
    [...byTable].map(([table, statements]) => [table, statements.flatMap(({ types }) => types)]),
  );
}
