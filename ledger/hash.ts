import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from './bytes.ts';

/**
 * The hashes of RFC 6962 section 2.1. The first byte keeps leaves, inner nodes and field commitments apart:
 * no byte string is ever hashed in two roles.
 */

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** Length of every hash in this kernel, in bytes. */
export const HASH_BYTES = 32;

/** SHA-256 of the parts one after the other. */
export function hash(...parts: Uint8Array[]): Uint8Array {
  return sha256(parts.length === 1 ? parts[0]! : concat(...parts));
}

/** MTH({entry}) = SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return hash(LEAF, entry);
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(NODE, left, right);
}

/** MTH({}), the root of the empty log: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return hash(new Uint8Array());
}
