import { equalBytes, toHex } from '#ledger/bytes.ts';
import { type CanonicalObject, parseCanonical } from '#ledger/canonical.ts';
import { commitRecord } from '#ledger/commitment.ts';
import { formatEntry } from '#ledger/entry.ts';
import { fieldsOf } from '#ledger/fields.ts';
import { leafHash } from '#ledger/hash.ts';
import type { Tables } from '../db/tables.ts';
import { changedFields, fieldMarks } from '../records/field-marks.ts';

/** A record's row with the digest of the record that it replaces, as it stands now. */
export type JudgedRecord = Tables['records'] & { readonly previous: Uint8Array | null };

/** What a record comes to when everything is computed anew from its text and salt. */
export interface Recomputed {
  readonly content: CanonicalObject;
  readonly commitments: ReadonlyMap<string, string>;
  readonly digest: Uint8Array;
  readonly leaf: Uint8Array;
}

/** Undefined for a text that is not canonical JSON of a record, and for a salt of the wrong length. */
export function recompute({ canonical, salt, previous }: JudgedRecord): Recomputed | undefined {
  try {
    const content = parseCanonical(canonical) as CanonicalObject;
    const { type, digest, commitments } = commitRecord(content, salt, previous ? toHex(previous) : undefined);
    return { content, commitments, digest, leaf: leafHash(formatEntry({ type, digest })) };
  } catch {
    return undefined;
  }
}

/** The leaf that the digest column stands for. */
export function leafOfColumns({ type, digest }: Tables['records']): Uint8Array | undefined {
  try {
    return leafHash(formatEntry({ type, digest }));
  } catch {
    return undefined;
  }
}

/** A part of a record's row that is not as it was. */
export interface Misfit {
  readonly code: 'record-text' | 'record-column';
  readonly place: string;
}

/**
 * What of a record's row does not lead to its leaf. The leaf is what the log committed to; for a record that has no
 * place yet it is the one that its digest column stands for.
 */
export function judgeRecord(
  row: JudgedRecord,
  recomputed: Recomputed | undefined,
  leaf: Uint8Array,
): Misfit[] {
  if (!recomputed) return [{ code: 'record-text', place: 'records.canonical, not a canonical record' }];
  const { content, digest, commitments } = recomputed;
  const columns = columnsBesideText(row, content);
  if (equalBytes(recomputed.leaf, leaf)) {
    const marks = row.fieldMarks;
    if (!equalBytes(row.digest, digest)) columns.push({ column: 'digest' });
    // Records of before the marks were kept have none.
    if (marks.length > 0 && !equalBytes(marks, fieldMarks(commitments)))
      columns.push({ column: 'field_marks' });
    return columns.map(({ column }) => columnMisfit(column));
  }
  const { misfits, changed } = textMisfits(row, recomputed);
  const columnLeaf = leafOfColumns(row);
  if (!columnLeaf || !equalBytes(columnLeaf, leaf)) misfits.push(columnMisfit('digest'));
  const atFault = columns.filter(({ path }) => path !== undefined && !changed.includes(path));
  return [...misfits, ...atFault.map(({ column }) => columnMisfit(column))];
}

const columnMisfit = (column: string): Misfit => ({ code: 'record-column', place: `records.${column}` });

/** The text, the salt or the predecessor is not what it was: which, and where. */
function textMisfits(row: JudgedRecord, { content, commitments }: Recomputed) {
  const { changed, missing } = changedFields(row.fieldMarks, commitments);
  const open = fieldsOf(content).filter(({ kind }) => kind === 'open');
  if (open.length > 1 && open.every(({ path }) => changed.includes(path)))
    return { misfits: [columnMisfit('salt')], changed: [] };
  const places = changed.map((path) => `records.canonical ${path}`);
  if (missing > 0) places.push(`records.canonical, ${missing} fields that are no longer there`);
  if (content.type !== row.type) places.push('records.canonical /type');
  if (content.v !== row.version) places.push('records.canonical /v');
  const misfits = places.map((place): Misfit => ({ code: 'record-text', place }));
  // Then it is the predecessor, or the marks were changed too. If the ids differ, comparing the columns says so.
  if (places.length === 0 && row.replacesId === (content.replaces ?? null))
    misfits.push(
      row.replacesId === null
        ? { code: 'record-text', place: 'records.canonical, written anew with its salt or marks' }
        : columnMisfit('digest of the record that this one replaces'),
    );
  return { misfits, changed: [...changed, '/type', '/v'] };
}

interface DifferingColumn {
  readonly column: string;
  /** Where the text says what the column should. */
  readonly path?: string;
}

/** Columns that are an index over the text and say other than the text. */
function columnsBesideText(row: JudgedRecord, content: CanonicalObject): DifferingColumn[] {
  const { actor } = content as { actor?: { account?: string } };
  const compared: readonly (readonly [column: string, path: string, is: unknown, should: unknown])[] = [
    ['district_id', '/district', row.districtId, content.district],
    ['id', '/id', row.id, content.id],
    ['type', '/type', row.type, content.type],
    ['version', '/v', row.version, content.v],
    ['subject_id', '/subject', row.subjectId, content.subject],
    ['school_id', '/school', row.schoolId, content.school ?? null],
    ['actor_id', '/actor/account', row.actorId, actor?.account ?? null],
    ['occurred_at', '/occurredAt', row.occurredAt, content.occurredAt],
    ['recorded_at', '/recordedAt', row.recordedAt, content.recordedAt],
    ['replaces_id', '/replaces', row.replacesId, content.replaces ?? null],
  ];
  return compared.flatMap(([column, path, is, should]) => (is === should ? [] : [{ column, path }]));
}
