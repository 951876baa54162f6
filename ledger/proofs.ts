import { rootOfSubtrees, subtreesOf } from './frontier.ts';
import { isSize, largestPowerBelow } from './merkle.ts';

/**
 * Proof making for the Merkle tree of RFC 6962. A proof is a list of ranges of leaves and the hash of each;
 * the ranges follow from the sizes alone, the hashes come from wherever the complete subtrees are stored.
 */

/**
 * Gives the hash of the complete subtree over the leaves [index * 2^level, (index + 1) * 2^level).
 * May answer at once or later; throws if it does not have the node.
 */
export type HashReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

/** Leaves [start, end). */
type Range = { start: number; end: number };

/**
 * PATH(index, D[0:size]) of RFC 6962 section 2.1.1, from the leaf's sibling upwards.
 * Throws RangeError unless 0 <= index < size.
 */
export async function inclusionProof(read: HashReader, index: number, size: number): Promise<Uint8Array[]> {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw new RangeError(`no entry ${index} in a log of size ${size}`);
  const ranges: Range[] = [];
  for (let start = 0, end = size; end - start > 1; ) {
    const split = start + largestPowerBelow(end - start);
    if (index < split) {
      ranges.push({ start: split, end });
      end = split;
    } else {
      ranges.push({ start, end: split });
      start = split;
    }
  }
  return hashRanges(read, ranges.reverse());
}

/**
 * PROOF(before, D[0:after]) of RFC 6962 section 2.1.2; empty when the sizes are equal.
 * Throws RangeError unless 0 < before <= after.
 */
export async function consistencyProof(
  read: HashReader,
  before: number,
  after: number,
): Promise<Uint8Array[]> {
  if (!isSize(before) || !isSize(after) || before === 0 || before > after)
    throw new RangeError(`no consistency proof from size ${before} to size ${after}`);
  const ranges: Range[] = [];
  let start = 0;
  let end = after;
  while (end !== before) {
    const split = start + largestPowerBelow(end - start);
    if (before <= split) {
      ranges.push({ start: split, end });
      end = split;
    } else {
      ranges.push({ start, end: split });
      start = split;
    }
  }
  // The old tree's last subtree, unless it is the whole old tree: the verifier knows that root.
  if (start > 0) ranges.push({ start, end });
  return hashRanges(read, ranges.reverse());
}

/** The Merkle tree hash of the first `size` entries. */
export async function rootAt(read: HashReader, size: number): Promise<Uint8Array> {
  return rootOfSubtrees(await readFrontier(read, size));
}

/** The right edge of the tree of the first `size` entries: what `Frontier.restore` takes. */
export async function readFrontier(read: HashReader, size: number): Promise<Uint8Array[]> {
  if (!isSize(size)) throw new RangeError(`not a tree size: ${size}`);
  return Promise.all(subtreesOf(size).map(({ level, index }) => read(level, index)));
}

function hashRanges(read: HashReader, ranges: readonly Range[]): Promise<Uint8Array[]> {
  return Promise.all(
    ranges.map(async ({ start, end }) => {
      const subtrees = subtreesOf(end - start, start);
      return rootOfSubtrees(await Promise.all(subtrees.map(({ level, index }) => read(level, index))));
    }),
  );
}
