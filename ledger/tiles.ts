import type { Frontier } from './frontier.ts';
import { HASH_BYTES } from './hash.ts';
import { isSize, rootOf } from './merkle.ts';
import type { HashReader } from './proofs.ts';

/**
 * Tiles (c2sp.org/tlog-tiles): the Merkle tree cut into static files. A tile of level l holds up to 256 hashes
 * of complete subtrees of 256^l leaves, side by side; a partial tile is a prefix of the full one. The levels
 * in between are not stored: eight of them fold up inside each tile.
 */

/** A tile, or the part of it that a tree of some size fills. `width` is 1 to 256. */
export type Tile = { level: number; index: number; width: number };

const TILE_HEIGHT = 8;
const TILE_WIDTH = 256;
const MAX_LEVEL = 63;

/** How many hashes the tile holds in a tree of this size: 0 to 256. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.min(Math.max(hashes - index * TILE_WIDTH, 0), TILE_WIDTH);
}

/** The tiles that are new or wider in a tree of size `after` than in one of size `before`. */
export function tilesBetween(before: number, after: number): Tile[] {
  if (!isSize(before) || !isSize(after) || before > after)
    throw new RangeError(`a log does not grow from ${before} to ${after}`);
  const tiles: Tile[] = [];
  for (let level = 0; TILE_WIDTH ** level <= after; level++) {
    const [had, has] = [before, after].map((size) => Math.floor(size / TILE_WIDTH ** level));
    for (let index = Math.floor(had! / TILE_WIDTH); had! < has! && index * TILE_WIDTH < has!; index++)
      tiles.push({ level, index, width: tileWidth(level, index, after) });
  }
  return tiles;
}

/** The hashes that appending adds to one tile: `hashes` follow the `from` that it already holds. */
export type TileGrowth = { level: number; index: number; from: number; hashes: Uint8Array[] };

/** Appends leaf hashes to the tree and gives what each tile gains, level by level, left to right. */
export function growTiles(tree: Frontier, leaves: readonly Uint8Array[]): TileGrowth[] {
  const growths = new Map<string, TileGrowth>();
  for (const leaf of leaves) {
    tree.append(leaf, (height, position, hash) => {
      if (height % TILE_HEIGHT !== 0) return;
      const level = height / TILE_HEIGHT;
      const index = Math.floor(position / TILE_WIDTH);
      const growth = growths.get(`${level}/${index}`);
      if (growth) growth.hashes.push(hash);
      else growths.set(`${level}/${index}`, { level, index, from: position % TILE_WIDTH, hashes: [hash] });
    });
  }
  return [...growths.values()].sort((a, b) => a.level - b.level || a.index - b.index);
}

/** Gives the bytes of a tile: at least `width` hashes of it, more if a wider one is at hand. */
export type TileReader = (tile: Tile) => Uint8Array | Promise<Uint8Array>;

/**
 * Reads the complete subtrees of a tree of this size out of its tiles, each tile once.
 * The reader throws RangeError for a node that the tree does not have and for a tile that is too short.
 */
export function hashReader(size: number, readTile: TileReader): HashReader {
  const tiles = new Map<string, Promise<Uint8Array[]>>();
  const hashesOf = (tile: Tile): Promise<Uint8Array[]> => {
    const name = `${tile.level}/${tile.index}`;
    const known = tiles.get(name);
    if (known) return known;
    const read = Promise.resolve(readTile(tile)).then((bytes) => splitTile(bytes, tile.width));
    tiles.set(name, read);
    return read;
  };
  return async (height, position) => {
    if ((position + 1) * 2 ** height > size)
      throw new RangeError(`no node ${height}/${position} in size ${size}`);
    const level = Math.floor(height / TILE_HEIGHT);
    const width = 2 ** (height % TILE_HEIGHT);
    const first = position * width;
    const index = Math.floor(first / TILE_WIDTH);
    const hashes = await hashesOf({ level, index, width: tileWidth(level, index, size) });
    const offset = first % TILE_WIDTH;
    return rootOf(hashes.slice(offset, offset + width));
  };
}

function splitTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length < width * HASH_BYTES) throw new RangeError(`the tile has fewer than ${width} hashes`);
  return Array.from({ length: width }, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** Where a tile is served: `tile/<level>/<index>`, with `.p/<width>` unless it is full. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${indexPath(index, width)}`;
}

/** Where the log entries under a tile of level 0 are served. */
export function entriesPath({ index, width }: Omit<Tile, 'level'>): string {
  return `tile/entries/${indexPath(index, width)}`;
}

function indexPath(index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g)!;
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** A path of `tilePath` or `entriesPath` taken apart; `level` is absent for entries. */
export type TileRequest = { level?: number; index: number; width: number };

/** Reads a tile path. Undefined for any text that the two writers above would not have written. */
export function parseTilePath(path: string): TileRequest | undefined {
  const [, kind, groups, partial] =
    /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path) ?? [];
  if (kind === undefined || groups === undefined) return undefined;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (!isSize(index) || width < 1 || width > TILE_WIDTH) return undefined;
  if (kind === 'entries') return entriesPath({ index, width }) === path ? { index, width } : undefined;
  const level = Number(kind);
  if (level > MAX_LEVEL || tilePath({ level, index, width }) !== path) return undefined;
  return { level, index, width };
}
