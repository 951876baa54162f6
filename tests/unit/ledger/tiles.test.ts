import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, toHex } from '#ledger/bytes.ts';
import { formatEntryBundle, parseEntryBundle } from '#ledger/entry-bundle.ts';
import { Frontier } from '#ledger/frontier.ts';
import { leafHash } from '#ledger/hash.ts';
import { rootOf } from '#ledger/merkle.ts';
import { inclusionProof, rootAt } from '#ledger/proofs.ts';
import {
  entriesPath,
  growTiles,
  hashReader,
  parseTilePath,
  type Tile,
  tilePath,
  tilesBetween,
  tileWidth,
} from '#ledger/tiles.ts';

describe('the arithmetic of c2sp.org/tlog-tiles', () => {
  test('its example: a log of 70 000 entries', () => {
    const tiles = tilesBetween(0, 70_000);
    const count = (level: number, full: boolean) =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
    expect([count(0, true), count(0, false)]).toEqual([273, 1]);
    expect([count(1, true), count(1, false)]).toEqual([1, 1]);
    expect([count(2, true), count(2, false)]).toEqual([0, 1]);
    expect(tiles.filter(({ width }) => width < 256).map(({ width }) => width)).toEqual([112, 17, 1]);
    expect(tiles.some(({ level }) => level > 2)).toBe(false);
  });

  test('its example: a log of 256 entries', () => {
    expect(tilesBetween(0, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
  });

  test('widths at the edges', () => {
    expect(tileWidth(0, 0, 0)).toBe(0);
    expect(tileWidth(0, 0, 255)).toBe(255);
    expect(tileWidth(0, 1, 256)).toBe(0);
    expect(tileWidth(1, 0, 65_535)).toBe(255);
    expect(tileWidth(6, 0, Number.MAX_SAFE_INTEGER)).toBe(31);
  });

  test('growth touches only tiles that gain a hash', () => {
    expect(tilesBetween(0, 0)).toEqual([]);
    expect(tilesBetween(300, 300)).toEqual([]);
    expect(tilesBetween(255, 257)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 0, index: 1, width: 1 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(tilesBetween(256, 258)).toEqual([{ level: 0, index: 1, width: 2 }]);
    expect(() => tilesBetween(2, 1)).toThrow(RangeError);
  });
});

describe('paths', () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 1, index: 273, width: 112 }, 'tile/1/273.p/112'],
    [{ level: 63, index: 1000, width: 1 }, 'tile/63/x001/000.p/1'],
  ])('%o is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
    const { index, width } = tile;
    expect(parseTilePath(entriesPath(tile))).toEqual({ index, width });
  });

  test.each([
    '',
    'tile/0',
    'tile/0/',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/X001/002',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/entry/000',
    'tile/0/x999/x999/x999/x999/x999/999',
  ])('%j is no path', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  test('any tile path comes back', () => {
    const tile = fc.record({
      level: fc.nat({ max: 63 }),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(tile, (t) => {
        expect(parseTilePath(tilePath(t))).toEqual(t);
      }),
    );
  });
});

const LEAVES = Array.from({ length: 1500 }, (_, i) => leafHash(new TextEncoder().encode(`${i}`)));

describe('a log kept as tiles', () => {
  const store = new Map<string, Uint8Array>();
  const tree = Frontier.empty();
  for (let start = 0, step = 1; start < LEAVES.length; start += step, step = (step * 7) % 401)
    for (const { level, index, from, hashes } of growTiles(tree, LEAVES.slice(start, start + step))) {
      const held = store.get(`${level}/${index}`) ?? new Uint8Array();
      expect(held.length).toBe(from * 32);
      store.set(`${level}/${index}`, concat(held, ...hashes));
    }
  const readTile = ({ level, index, width }: Tile) => {
    const bytes = store.get(`${level}/${index}`);
    if (bytes === undefined || bytes.length < width * 32) throw new RangeError('no such tile');
    return bytes;
  };

  test('has exactly the tiles of its size', () => {
    const widths = Object.fromEntries([...store].map(([name, bytes]) => [name, bytes.length / 32]));
    const expected = tilesBetween(0, 1500).map(({ level, index, width }) => [`${level}/${index}`, width]);
    expect(widths).toEqual(Object.fromEntries(expected));
  });

  test('gives the root of every earlier size from the tiles of that size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1500 }), async (size) => {
        const root = await rootAt(hashReader(size, readTile), size);
        expect(toHex(root)).toBe(toHex(rootOf(LEAVES.slice(0, size))));
      }),
    );
  });

  test('reads each tile once, and only tiles that the size has', async () => {
    const asked: Tile[] = [];
    const read = hashReader(1500, (tile) => {
      asked.push(tile);
      return readTile(tile);
    });
    await inclusionProof(read, 1234, 1500);
    expect(new Set(asked.map(tilePath)).size).toBe(asked.length);
    const served = new Set(tilesBetween(0, 1500).map(tilePath));
    expect(asked.every((tile) => served.has(tilePath(tile)))).toBe(true);
  });

  test('refuses nodes past its size and tiles that are too short', async () => {
    const read = hashReader(1500, readTile);
    await expect(read(0, 1500)).rejects.toThrow(RangeError);
    await expect(read(10, 1)).rejects.toThrow(RangeError);
    const short = hashReader(1500, () => new Uint8Array(31));
    await expect(short(0, 0)).rejects.toThrow(RangeError);
  });
});

describe('entry bundles', () => {
  test('hold each entry after its length', () => {
    const entries = [Uint8Array.of(1, 2, 3), new Uint8Array(), new Uint8Array(300).fill(7)];
    const bundle = formatEntryBundle(entries);
    expect([...bundle.subarray(0, 9)]).toEqual([0, 3, 1, 2, 3, 0, 0, 1, 44]);
    expect(parseEntryBundle(bundle)).toEqual(entries);
    expect(parseEntryBundle(new Uint8Array())).toEqual([]);
  });

  test('end where an entry ends', () => {
    for (const bytes of [[0], [0, 1], [0, 2, 9]])
      expect(() => parseEntryBundle(Uint8Array.from(bytes))).toThrow(SyntaxError);
    expect(() => formatEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
