import { sql } from 'kysely';
import type { CanonicalObject } from '#ledger/canonical.ts';
import { rows } from '#schemas/rows/index.ts';
import type { RecordedRows } from '../records/recorded-rows.ts';
import { type Audited, pageSize } from './audited.ts';

/** A row of any table that names its record. */
type NamingRow = Readonly<Record<string, unknown>> & { readonly id: string; readonly recordId: string };

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Rows of the business tables against the records that they follow from. */
export async function auditRows(audited: Audited): Promise<void> {
  for (const recorded of audited.recordedRows) {
    await auditRecordedRows(audited, recorded);
    if (recorded.subjects) await auditSubjects(audited, recorded);
  }
  for (const [table, { columns }] of Object.entries(rows))
    if ('recordId' in columns && 'districtId' in columns && !evidence.has(table))
      await auditReferences(audited, table);
}

/** Tables that name records and are looked at on their own. */
const evidence: ReadonlySet<string> = new Set(['logLeaves', 'leafQueue', 'personalValues']);

async function auditRecordedRows(
  { db, districtId, report }: Audited,
  { table, types, columns }: RecordedRows,
): Promise<void> {
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
    after = last.id;
    const records = await recordsOf({ db, districtId }, page, types);
    for (const row of page) {
      const record = records.get(row.recordId);
      if (!record) continue;
      report.counts.rows += 1;
      const expected = columns(record as never, row as never);
      for (const [column, value] of Object.entries(expected))
        if (!same(row[column], value))
          report.add('row-differs', `${snake(table)}.${snake(column)} (id ${row.id})`, row.recordId);
    }
  }
}

async function recordsOf(
  { db, districtId }: Pick<Audited, 'db' | 'districtId'>,
  page: readonly NamingRow[],
  types: readonly string[],
): Promise<Map<string, CanonicalObject>> {
  const ids = [...new Set(page.map(({ recordId }) => recordId).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('records')
    .select(['id', 'canonical'])
    .where('districtId', '=', districtId)
    .where('id', 'in', ids)
    .where('type', 'in', types)
    .execute();
  return new Map(found.flatMap(({ id, canonical }) => readable(id, canonical)));
}

/** A text that cannot be read is found where the records are looked at. */
function readable(id: string, canonical: string): [string, CanonicalObject][] {
  try {
    return [[id, JSON.parse(canonical) as CanonicalObject]];
  } catch {
    return [];
  }
}

const same = (is: unknown, should: unknown): boolean =>
  JSON.stringify(is ?? null) === JSON.stringify(should ?? null);

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
  for (const { id, subjectId } of missing) report.add('row-missing', `${snake(table)} (id ${subjectId})`, id);
}

/** Rows that name a record which is not there. */
async function auditReferences({ db, districtId, report }: Audited, table: string): Promise<void> {
  const { rows: stray } = await sql<{ recordId: string }>`
    select distinct named.record_id from ${sql.table(snake(table))} named
    left join records on records.district_id = named.district_id and records.id = named.record_id
    where named.district_id = ${districtId} and named.record_id is not null and records.id is null
    limit ${pageSize}`.execute(db as never);
  for (const { recordId } of stray) report.add('row-without-record', `${snake(table)}.record_id`, recordId);
}
