import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from './bytes.ts';
import type { FieldPath } from './fields.ts';

/**
 * Field salts. A record keeps one random salt; each field's salt is derived from it and the field's path, so
 * showing one field reveals nothing about another, and destroying the record salt hides all of them.
 */

/** Length of record salts, personal salts and field salts, in bytes. */
const SALT_BYTES = 32;

const INFO = utf8('shansu.field-salt.v1\n');
const FIRST_BLOCK = Uint8Array.of(0x01);

/**
 * The salt of each field of one record: HKDF-Expand-SHA-256 (RFC 5869 section 2.3) with the record salt as
 * key and `shansu.field-salt.v1\n` || path as info, 32 bytes, which is the first and only block.
 * Throws RangeError if the record salt is not 32 bytes.
 */
export function fieldSalts(recordSalt: Uint8Array): (path: FieldPath) => Uint8Array {
  requireSalt(recordSalt);
  const keyed = hmac.create(sha256, recordSalt);
  return (path) =>
    keyed
      .clone()
      .update(concat(INFO, utf8(path), FIRST_BLOCK))
      .digest();
}

/** Throws RangeError unless the salt is 32 bytes. */
export function requireSalt(salt: Uint8Array): void {
  if (salt.length !== SALT_BYTES) throw new RangeError('a salt is 32 bytes');
}
