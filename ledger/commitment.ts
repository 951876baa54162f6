import { isHashHex, toHex, utf8 } from './bytes.ts';
import { type Canonical, type CanonicalObject, canonicalText } from './canonical.ts';
import { isRecordType } from './entry.ts';
import { type FieldPath, fieldsOf } from './fields.ts';
import { hash } from './hash.ts';
import { fieldSalts, requireSalt } from './salt.ts';

/**
 * How a record becomes 32 bytes without giving away its content: every field is committed to on its own, with
 * its own salt, and the record digest is taken over the commitments. Any field can then be shown, withheld or
 * erased, and the digest stays the same.
 */

const COMMITMENT = Uint8Array.of(0x10);
const RECORD = utf8('shansu.record.v1\n');

/** Everything the record digest is computed from. */
export type CommittedRecord = {
  /** The record's own `type` and `v`. */
  type: string;
  v: number;
  /** Digest (hex) of the record that this one replaces; absent if it replaces none. */
  previous?: string;
  /** Commitment (hex) of every field. */
  commitments: ReadonlyMap<FieldPath, string>;
};

/**
 * The commitment to one field, in hex: SHA-256(0x10 || salt || JCS([path, value])).
 * Throws RangeError if the salt is not 32 bytes, CanonicalError if the value has no canonical text.
 */
export function commitField(path: FieldPath, value: Canonical, salt: Uint8Array): string {
  requireSalt(salt);
  return toHex(hash(COMMITMENT, salt, utf8(canonicalText([path, value]))));
}

/**
 * The commitment (hex) of every field of a record but `type` and `v`, which stay in the clear.
 * A personal field's commitment is the one its placeholder carries; it was made by `commitField` with a random
 * salt of its own, kept beside the value.
 * Throws CanonicalError if the record breaks the rules of canonical.ts or fields.ts.
 */
export function commitments(record: CanonicalObject, recordSalt: Uint8Array): Map<FieldPath, string> {
  const saltOf = fieldSalts(recordSalt);
  const committed = new Map<FieldPath, string>();
  for (const field of fieldsOf(record)) {
    const { path } = field;
    const commitment =
      field.kind === 'personal' ? field.commitment : commitField(path, field.value, saltOf(path));
    committed.set(path, commitment);
  }
  return committed;
}

/**
 * The 32-byte digest of a record: SHA-256("shansu.record.v1\n" || JCS({fields, previous?, type, v})), where
 * `fields` maps each path to its commitment.
 * Throws RangeError on a bad record type, version or previous digest.
 */
export function recordDigest({ type, v, previous, commitments }: CommittedRecord): Uint8Array {
  if (!isRecordType(type)) throw new RangeError(`not a record type: ${JSON.stringify(type)}`);
  if (!Number.isSafeInteger(v) || v < 1) throw new RangeError('a record version is a positive integer');
  if (previous !== undefined && !isHashHex(previous)) throw new RangeError('previous is not a digest in hex');
  const fields = Object.fromEntries(commitments);
  const head = previous === undefined ? { type, v } : { type, v, previous };
  return hash(RECORD, utf8(canonicalText({ ...head, fields })));
}

/**
 * Commits a whole record: what the writer of records calls once for each.
 * `record` is the value of the record's canonical text; it must have `type` and `v`.
 */
export function commitRecord(
  record: CanonicalObject,
  recordSalt: Uint8Array,
  previous?: string,
): CommittedRecord & { digest: Uint8Array } {
  const { type, v } = record;
  if (typeof type !== 'string' || typeof v !== 'number') throw new RangeError('a record has a type and a v');
  const committed: CommittedRecord = { type, v, commitments: commitments(record, recordSalt) };
  if (previous !== undefined) committed.previous = previous;
  return { ...committed, digest: recordDigest(committed) };
}
