import { concat, fromUtf8, utf8 } from './bytes.ts';
import { HASH_BYTES } from './hash.ts';

/**
 * A log entry: what the log commits to for one record, and all that its public tiles ever show of it.
 *
 *   version  1 byte   0x01
 *   length   1 byte   of the record type, 1 to 64
 *   type     ASCII    the record type
 *   digest   32 bytes the record digest (commitment.ts)
 */

/** A record type: `delivery`, `sample-discarded`. */
export type RecordType = string;

/** One leaf of the log. */
export type Entry = { type: RecordType; digest: Uint8Array };

const VERSION = 0x01;
const RECORD_TYPE = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;

/** Whether the text may name a record type: 1 to 64 ASCII letters, digits, `.`, `_`, `-`, a letter first. */
export function isRecordType(text: unknown): text is RecordType {
  return typeof text === 'string' && RECORD_TYPE.test(text);
}

/** The bytes of an entry. Throws RangeError on a bad record type or a digest that is not 32 bytes. */
export function formatEntry({ type, digest }: Entry): Uint8Array {
  if (!isRecordType(type)) throw new RangeError(`not a record type: ${JSON.stringify(type)}`);
  if (digest.length !== HASH_BYTES) throw new RangeError('the record digest is not 32 bytes');
  const name = utf8(type);
  return concat(Uint8Array.of(VERSION, name.length), name, digest);
}

/** Reads entry bytes. Throws SyntaxError on anything `formatEntry` would not have written. */
export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes[0] !== VERSION) throw new SyntaxError('unknown entry version');
  const length = bytes[1] ?? 0;
  if (bytes.length !== 2 + length + HASH_BYTES) throw new SyntaxError('the entry has the wrong length');
  const type = fromUtf8(bytes.subarray(2, 2 + length));
  if (!isRecordType(type)) throw new SyntaxError('the entry names no record type');
  return { type, digest: bytes.slice(2 + length) };
}
