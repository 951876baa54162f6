import type { Canonical, CanonicalObject } from '#ledger/canonical.ts';
import { commitField } from '#ledger/commitment.ts';
import { fieldsOf } from '#ledger/fields.ts';
import type { Tables } from '../db/tables.ts';
import { readableRecord } from '../records/readable-record.ts';
import type { Audited } from './audited.ts';

interface Known {
  readonly id: string;
  /** Undefined where the record's text cannot be read. */
  readonly content: CanonicalObject | undefined;
}

type PersonalRow = Tables['personalValues'];

/** The personal values of some records: each opens its commitment, is gone by an erasure record, or is found. */
export async function auditPersonalValues(audited: Audited, records: readonly Known[]): Promise<void> {
  const { db, districtId, report } = audited;
  const ids = records.map(({ id }) => id);
  if (ids.length === 0) return;
  const rows = await db
    .selectFrom('personalValues')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('recordId', 'in', ids)
    .execute();
  const byRecord = Map.groupBy(rows, ({ recordId }) => recordId);
  for (const { id, content } of records) {
    if (!content) continue;
    const values = new Map((byRecord.get(id) ?? []).map((row) => [row.path, row]));
    report.counts.personalValues += values.size;
    const missing = [];
    for (const field of fieldsOf(content)) {
      if (field.kind === 'open') continue;
      const row = values.get(field.path);
      values.delete(field.path);
      if (!row) missing.push(field.path);
      else if (!opens(audited, row, field.commitment))
        report.add('personal-changed', changedColumn(audited, row), id);
    }
    for (const path of values.keys()) report.add('personal-stray', `personal_values ${path}`, id);
    const erased = missing.length > 0 ? await erasedPaths(audited, id) : new Set();
    for (const path of missing)
      if (!erased.has(path)) report.add('personal-missing', `personal_values ${path}`, id);
  }
}

function opens({ vault }: Audited, row: PersonalRow, commitment: string): boolean {
  try {
    const value: Canonical = vault.open(row.sealed, `${row.recordId}${row.path}`);
    return commitField(row.path, value, row.salt) === commitment;
  } catch {
    return false;
  }
}

/** A seal that opens was not touched, so then it is the salt. */
function changedColumn({ vault }: Audited, row: PersonalRow): string {
  try {
    vault.open(row.sealed, `${row.recordId}${row.path}`);
    return `personal_values.salt ${row.path}`;
  } catch {
    return `personal_values.sealed ${row.path}`;
  }
}

/** Fields of a record whose erasure was recorded. */
async function erasedPaths({ db, districtId }: Audited, recordId: string): Promise<Set<string>> {
  const erasures = await db
    .selectFrom('records')
    .select(['type', 'canonical'])
    .where('districtId', '=', districtId)
    .where('subjectId', '=', recordId)
    .where('type', '=', 'personal-erased')
    .execute();
  const records = erasures.map(readableRecord);
  return new Set(records.flatMap((record) => (record?.type === 'personal-erased' ? record.paths : [])));
}
