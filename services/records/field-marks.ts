import { concat, fromHex, toHex } from '#ledger/bytes.ts';
import type { FieldPath } from '#ledger/fields.ts';

/**
 * The record digest proves that a record is unchanged, but not which field was changed if it is not. For that the
 * first bytes of each field's commitment are kept, in order of the paths. They prove nothing; they only point.
 */

const markBytes = 8;

type Commitments = ReadonlyMap<FieldPath, string>;

const markOf = (commitment: string): string => commitment.slice(0, 2 * markBytes);

const sorted = (commitments: Commitments) => [...commitments].sort(([a], [b]) => (a < b ? -1 : 1));

/** What is stored beside a record: 8 bytes for each field. */
export function fieldMarks(commitments: Commitments): Uint8Array {
  return concat(...sorted(commitments).map(([, commitment]) => fromHex(markOf(commitment))));
}

/** The fields that are not as the marks remember them, and how many that they remember are gone. */
export interface ChangedFields {
  readonly changed: readonly FieldPath[];
  readonly missing: number;
}

/** Compares what a record commits to now with the marks of when it was appended. */
export function changedFields(marks: Uint8Array, commitments: Commitments): ChangedFields {
  const remembered = toHex(marks).match(new RegExp(`.{${2 * markBytes}}`, 'g')) ?? [];
  const fields = sorted(commitments).map(([path, commitment]) => ({ path, mark: markOf(commitment) }));
  if (remembered.length === fields.length) {
    const changed = fields.filter(({ mark }, place) => mark !== remembered[place]);
    return { changed: changed.map(({ path }) => path), missing: 0 };
  }
  const known = new Set(remembered);
  const changed = fields.filter(({ mark }) => !known.has(mark)).map(({ path }) => path);
  return { changed, missing: remembered.length - (fields.length - changed.length) };
}
