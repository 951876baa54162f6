import { emptyRoot, nodeHash } from './hash.ts';
import { isSize } from './merkle.ts';

/**
 * A Merkle tree that only grows, kept as its right edge: the roots of the complete subtrees that make up the
 * current size, largest first, one for each bit set in the size. That edge is all a writer has to store; the
 * inner nodes that appending completes are handed out as they come, for tiles.
 */

/** Called with each node that appending completes, leaves (level 0) included, left to right and upwards. */
export type NodeVisitor = (level: number, index: number, hash: Uint8Array) => void;

export class Frontier {
  #size: number;
  readonly #roots: Uint8Array[];

  private constructor(size: number, roots: Uint8Array[]) {
    this.#size = size;
    this.#roots = roots;
  }

  /** The empty tree. */
  static empty(): Frontier {
    return new Frontier(0, []);
  }

  /** Continues a stored tree. Throws RangeError unless there is one hash for each bit set in the size. */
  static restore(size: number, hashes: readonly Uint8Array[]): Frontier {
    if (!isSize(size) || subtreesOf(size).length !== hashes.length)
      throw new RangeError(`a tree of size ${size} does not have ${hashes.length} subtrees`);
    return new Frontier(size, [...hashes]);
  }

  get size(): number {
    return this.#size;
  }

  /** The roots of the complete subtrees, largest first: what `restore` takes. */
  get hashes(): Uint8Array[] {
    return [...this.#roots];
  }

  /** Appends one leaf hash. */
  append(leaf: Uint8Array, visit?: NodeVisitor): void {
    let node = leaf;
    let index = this.#size;
    let level = 0;
    visit?.(level, index, node);
    while (index % 2 === 1) {
      node = nodeHash(this.#roots.pop()!, node);
      index = Math.floor(index / 2);
      level += 1;
      visit?.(level, index, node);
    }
    this.#roots.push(node);
    this.#size += 1;
  }

  /** The Merkle tree hash of everything appended so far. */
  root(): Uint8Array {
    return rootOfSubtrees(this.#roots);
  }
}

/** A complete subtree: the leaves from index * 2^level up to (index + 1) * 2^level, exclusive. */
export type Subtree = { level: number; index: number };

/** The complete subtrees that make up the leaves [start, start + length), largest first. */
export function subtreesOf(length: number, start = 0): Subtree[] {
  const subtrees: Subtree[] = [];
  let level = 0;
  while (2 ** (level + 1) <= length) level += 1;
  for (let from = start, left = length; left > 0; level -= 1) {
    const width = 2 ** level;
    if (width > left) continue;
    subtrees.push({ level, index: from / width });
    from += width;
    left -= width;
  }
  return subtrees;
}

/** The hash over neighbouring complete subtrees, largest first. */
export function rootOfSubtrees(roots: readonly Uint8Array[]): Uint8Array {
  return roots.length === 0 ? emptyRoot() : roots.reduceRight((right, left) => nodeHash(left, right));
}
