import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#ledger/bytes.ts';
import { Frontier } from '#ledger/frontier.ts';
import { emptyRoot, leafHash, nodeHash } from '#ledger/hash.ts';
import { inclusionLength, rootOf, verifyConsistency, verifyInclusion } from '#ledger/merkle.ts';
import { consistencyProof, type HashReader, inclusionProof, readFrontier, rootAt } from '#ledger/proofs.ts';
import { EIGHT_ENTRIES } from './eight-entries.ts';

const ENTRIES = EIGHT_ENTRIES.map(fromHex);
/** The roots of their first none to eight, from the same test suites. */
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = ENTRIES.map(leafHash);

describe('RFC 6962 vectors', () => {
  test.each(ROOTS.map((root, size) => [size, root]))('root of size %i', (size, root) => {
    expect(toHex(rootOf(LEAVES.slice(0, Number(size))))).toBe(root);
  });

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('inclusion of %i in %i', async (index, size, expected) => {
    const proof = await inclusionProof(readerOf(LEAVES), index, size);
    expect(proof.map(toHex)).toEqual(expected);
    expect(verifyInclusion(LEAVES[index]!, index, proof, headOf(LEAVES, size))).toBe(true);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('consistency from %i to %i', async (before, after, expected) => {
    const proof = await consistencyProof(readerOf(LEAVES), before, after);
    expect(proof.map(toHex)).toEqual(expected);
    expect(verifyConsistency(headOf(LEAVES, before), headOf(LEAVES, after), proof)).toBe(true);
  });
});

const SIZE = fc.integer({ min: 1, max: 600 });
const FIELD = manyLeaves(600);

describe('any size, any index', () => {
  test('every inclusion proof verifies, and only where it was made for', async () => {
    await fc.assert(
      fc.asyncProperty(SIZE, fc.nat(), fc.nat(), async (size, a, b) => {
        const [index, other] = [a % size, b % size];
        const tree = headOf(FIELD, size);
        const proof = await inclusionProof(readerOf(FIELD), index, size);
        expect(proof).toHaveLength(inclusionLength(index, size));
        expect(verifyInclusion(FIELD[index]!, index, proof, tree)).toBe(true);
        expect(verifyInclusion(FIELD[other]!, other, proof, tree)).toBe(other === index);
        expect(verifyInclusion(FIELD[index]!, other, proof, tree)).toBe(other === index);
        expect(verifyInclusion(FIELD[index]!, index + size, proof, tree)).toBe(false);
      }),
    );
  });

  test('every consistency proof verifies', async () => {
    await fc.assert(
      fc.asyncProperty(SIZE, SIZE, async (a, b) => {
        const [before, after] = a < b ? [a, b] : [b, a];
        const proof = await consistencyProof(readerOf(FIELD), before, after);
        expect(verifyConsistency(headOf(FIELD, before), headOf(FIELD, after), proof)).toBe(true);
      }),
    );
  });

  test('a changed, missing, added or swapped proof hash is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 600 }), fc.nat(), fc.nat(), async (size, a, b) => {
        const index = a % size;
        const before = 1 + (b % (size - 1));
        const [old, tree] = [headOf(FIELD, before), headOf(FIELD, size)];
        const inclusion = await inclusionProof(readerOf(FIELD), index, size);
        for (const bad of tampered(inclusion))
          expect(verifyInclusion(FIELD[index]!, index, bad, tree)).toBe(false);
        const consistency = await consistencyProof(readerOf(FIELD), before, size);
        for (const bad of tampered(consistency)) expect(verifyConsistency(old, tree, bad)).toBe(false);
      }),
    );
  });

  test('a rewritten history is inconsistent', async () => {
    await fc.assert(
      fc.asyncProperty(SIZE, SIZE, fc.nat(), async (a, b, c) => {
        const [before, after] = a < b ? [a, b] : [b, a];
        const rewritten = FIELD.with(c % before, leafHash(Uint8Array.of(1)));
        const proof = await consistencyProof(readerOf(rewritten), before, after);
        expect(verifyConsistency(headOf(FIELD, before), headOf(rewritten, after), proof)).toBe(false);
      }),
    );
  });
});

describe('refusals', () => {
  const tree = headOf(LEAVES, 8);

  test('size 0 is no start for a consistency proof', () => {
    const empty = { size: 0, root: emptyRoot() };
    expect(verifyConsistency(empty, tree, [])).toBe(false);
    expect(verifyConsistency(empty, empty, [])).toBe(false);
  });

  test('sizes and indexes that are none', async () => {
    for (const size of [-1, 1.5, Number.NaN, 2 ** 53]) {
      expect(verifyInclusion(LEAVES[0]!, 0, [], { ...tree, size })).toBe(false);
      expect(verifyInclusion(LEAVES[0]!, size, [], tree)).toBe(false);
      expect(verifyConsistency({ ...tree, size }, tree, [])).toBe(false);
      expect(verifyConsistency(tree, { ...tree, size }, [])).toBe(false);
      await expect(inclusionProof(readerOf(LEAVES), size, 8)).rejects.toThrow(RangeError);
      await expect(consistencyProof(readerOf(LEAVES), size, 8)).rejects.toThrow(RangeError);
    }
  });

  test('shrinking, and the same size with another root', () => {
    expect(verifyConsistency(tree, headOf(LEAVES, 7), [])).toBe(false);
    expect(verifyConsistency(tree, { ...tree, size: 7 }, [])).toBe(false);
    expect(verifyConsistency(tree, { size: 8, root: LEAVES[0]! }, [])).toBe(false);
    expect(verifyConsistency(tree, tree, [LEAVES[0]!])).toBe(false);
  });

  test('an inner node is not a leaf', async () => {
    const inner = nodeHash(LEAVES[0]!, LEAVES[1]!);
    const [, ...above] = await inclusionProof(readerOf(LEAVES), 0, 8);
    expect(verifyInclusion(inner, 0, above, tree)).toBe(false);
  });

  test('a proof of the wrong length, even if it leads to the root', () => {
    const [leaf, sibling] = [LEAVES[0]!, LEAVES[1]!];
    expect(verifyInclusion(leaf, 0, [sibling], { size: 1, root: nodeHash(sibling, leaf) })).toBe(false);
    expect(verifyInclusion(leaf, 0, [sibling], { size: 8, root: nodeHash(leaf, sibling) })).toBe(false);
    const before = { size: 1, root: leaf };
    const root = nodeHash(leaf, sibling);
    expect(verifyConsistency(before, { size: 8, root }, [sibling])).toBe(false);
    const longer = nodeHash(root, sibling);
    expect(verifyConsistency(before, { size: 2, root: longer }, [sibling, sibling])).toBe(false);
  });

  test('sizes up to the largest safe integer need no more than 53 steps', () => {
    const size = Number.MAX_SAFE_INTEGER;
    const root = LEAVES[0]!;
    expect(verifyInclusion(LEAVES[0]!, size - 1, Array(53).fill(root), { size, root })).toBe(false);
    expect(verifyConsistency({ size: size - 1, root }, { size, root }, Array(54).fill(root))).toBe(false);
  });
});

describe('the growing tree', () => {
  test('has the root of the definition, wherever it is stored and continued', () => {
    fc.assert(
      fc.property(SIZE, fc.nat(), (size, at) => {
        const first = Frontier.empty();
        const cut = at % (size + 1);
        for (const leaf of FIELD.slice(0, cut)) first.append(leaf);
        const tree = Frontier.restore(first.size, first.hashes);
        for (const leaf of FIELD.slice(cut, size)) tree.append(leaf);
        expect(tree.size).toBe(size);
        expect(toHex(tree.root())).toBe(toHex(rootOf(FIELD.slice(0, size))));
      }),
    );
  });

  test('hands out each complete node once', () => {
    const seen = new Map<string, string>();
    const tree = Frontier.empty();
    for (const leaf of FIELD)
      tree.append(leaf, (level, index, hash) => {
        expect(seen.has(`${level}/${index}`)).toBe(false);
        seen.set(`${level}/${index}`, toHex(hash));
      });
    const read = readerOf(FIELD);
    for (const [node, hash] of seen) {
      const [level, index] = node.split('/').map(Number);
      expect(toHex(read(level!, index!) as Uint8Array)).toBe(hash);
    }
    expect(seen.size).toBe(600 + 300 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1);
  });

  test('is read back from stored nodes', async () => {
    const read = readerOf(FIELD);
    const tree = Frontier.restore(77, await readFrontier(read, 77));
    expect(toHex(tree.root())).toBe(toHex(await rootAt(read, 77)));
    expect(toHex(await rootAt(read, 0))).toBe(ROOTS[0]);
  });

  test('refuses an edge that does not fit its size', () => {
    expect(() => Frontier.restore(5, [LEAVES[0]!])).toThrow(RangeError);
    expect(() => Frontier.restore(-1, [])).toThrow(RangeError);
  });
});

function manyLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => leafHash(new TextEncoder().encode(`entry ${i}`)));
}

function headOf(leaves: readonly Uint8Array[], size: number) {
  return { size, root: rootOf(leaves.slice(0, size)) };
}

function readerOf(leaves: readonly Uint8Array[]): HashReader {
  return (level, index) => {
    const width = 2 ** level;
    const subtree = leaves.slice(index * width, (index + 1) * width);
    if (subtree.length !== width) throw new RangeError(`no node ${level}/${index}`);
    return rootOf(subtree);
  };
}

function* tampered(proof: readonly Uint8Array[]): Generator<Uint8Array[]> {
  for (const [i, sibling] of proof.entries()) {
    const flipped = Uint8Array.from(sibling);
    flipped[i % 32]! ^= 1;
    yield proof.with(i, flipped);
    yield proof.toSpliced(i, 1);
    if (i > 0) yield proof.with(i, proof[i - 1]!).with(i - 1, sibling);
  }
  yield [...proof, leafHash(new Uint8Array())];
  yield [leafHash(new Uint8Array()), ...proof];
}
