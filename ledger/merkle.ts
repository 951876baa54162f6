import { equalBytes } from './bytes.ts';
import { emptyRoot, nodeHash } from './hash.ts';

/**
 * Proof checking for the Merkle tree of RFC 6962, by the algorithms of RFC 9162 section 2.1.3.2 and 2.1.4.2.
 * Everything passed in may come from an attacker; nothing here throws.
 *
 * Sizes and indexes are JavaScript safe integers (a log of 2^53 - 1 entries), hence division in place of the
 * 32-bit shift operators.
 */

/**
 * Whether the leaf stands at `index` of the log of `size` entries whose root is `root`.
 * `proof` holds the sibling hashes from the leaf upwards (RFC 6962 section 2.1.1).
 */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  proof: readonly Uint8Array[],
  tree: { size: number; root: Uint8Array },
): boolean {
  if (!isSize(tree.size) || !isSize(index) || index >= tree.size) return false;
  let node = index;
  let last = tree.size - 1;
  let computed = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      computed = nodeHash(sibling, computed);
      // A right edge without sibling is its own parent: climb until it is a right child again.
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      computed = nodeHash(computed, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(computed, tree.root);
}

/** How many hashes an inclusion proof has: one for each level at which the path has a sibling. */
export function inclusionLength(index: number, size: number): number {
  let length = 0;
  for (let node = index, last = size - 1; last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2))
    if (node % 2 === 1 || node < last) length += 1;
  return length;
}

/** A tree at one moment. */
export type TreeHead = { size: number; root: Uint8Array };

/**
 * Whether the log at `after` is the log at `before` with entries appended, or the very same log.
 * `proof` is that of RFC 6962 section 2.1.2, empty when the sizes are equal.
 * A size of 0 is refused: everything is consistent with nothing, so there is no proof to check, and a caller
 * that means to accept a first checkpoint has to say so.
 */
export function verifyConsistency(before: TreeHead, after: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!isSize(before.size) || !isSize(after.size) || before.size === 0) return false;
  if (before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && equalBytes(before.root, after.root);

  let node = before.size - 1;
  let last = after.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  // When the old tree is one complete subtree its root is the start, and the proof leaves it out.
  const path = node === 0 ? [before.root, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined) return false;

  let oldRoot = start;
  let newRoot = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(sibling, oldRoot);
      newRoot = nodeHash(sibling, newRoot);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newRoot = nodeHash(newRoot, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldRoot, before.root) && equalBytes(newRoot, after.root);
}

/** The Merkle tree hash of all entries, by the recursive definition of RFC 6962 section 2.1. */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0]!;
  const split = largestPowerBelow(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** The largest power of two smaller than `n`, which is 2 or more: where a tree of n leaves splits. */
export function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** Whether the number is a possible tree size: a safe integer, 0 or more. */
export function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}
