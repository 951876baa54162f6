import { HASH_BYTES } from '#ledger/hash.ts';
import type { Reader } from '../context.ts';
import type { Audited } from './audited.ts';
import type { JudgedRecord } from './judge-record.ts';

/** The hashes of one stretch of the log, as the tiles have them and as the leaf rows have them; holes where gone. */
export interface Stretch {
  readonly from: number;
  readonly tiles: readonly (Uint8Array | undefined)[];
  readonly leaves: readonly (Uint8Array | undefined)[];
}

const tileWidth = 256;

/** Reads entries [from, to). */
export async function readStretch({ db, districtId }: Audited, from: number, to: number): Promise<Stretch> {
  const tiles = await db
    .selectFrom('logTiles')
    .select(['tileIndex', 'hashes'])
    .where('districtId', '=', districtId)
    .where('level', '=', 0)
    .where('tileIndex', '>=', Math.floor(from / tileWidth))
    .where('tileIndex', '<', Math.ceil(to / tileWidth))
    .execute();
  const leaves = await db
    .selectFrom('logLeaves')
    .select(['leafIndex', 'leafHash'])
    .where('districtId', '=', districtId)
    .where('leafIndex', '>=', from)
    .where('leafIndex', '<', to)
    .execute();
  const inTiles = new Map(tiles.map(({ tileIndex, hashes }) => [tileIndex, hashes]));
  const inRows = new Map(leaves.map(({ leafIndex, leafHash }) => [leafIndex, leafHash]));
  const indexes = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    from,
    tiles: indexes.map((index) => {
      const tile = inTiles.get(Math.floor(index / tileWidth));
      const at = (index % tileWidth) * HASH_BYTES;
      return tile && tile.length >= at + HASH_BYTES ? tile.subarray(at, at + HASH_BYTES) : undefined;
    }),
    leaves: indexes.map((index) => inRows.get(index)),
  };
}

/** An entry of the log with its record, where both are there. */
export interface Entry {
  readonly leafIndex: number;
  readonly recordId: string;
  readonly leafHash: Uint8Array;
  readonly record: JudgedRecord | undefined;
}

/** The entries [from, to) that have a row. */
export async function readEntries(audited: Audited, from: number, to: number): Promise<Entry[]> {
  const { db, districtId } = audited;
  const leaves = await db
    .selectFrom('logLeaves')
    .select(['leafIndex', 'recordId', 'leafHash'])
    .where('districtId', '=', districtId)
    .where('leafIndex', '>=', from)
    .where('leafIndex', '<', to)
    .orderBy('leafIndex')
    .execute();
  const ids = leaves.map(({ recordId }) => recordId);
  const records = new Map((await readRecords(db, districtId, ids)).map((record) => [record.id, record]));
  return leaves.map((leaf) => ({ ...leaf, record: records.get(leaf.recordId) }));
}

/** Records by id, each with the digest of the one that it replaces. */
export async function readRecords(
  db: Reader,
  districtId: string,
  ids: readonly string[],
): Promise<JudgedRecord[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('records')
    .leftJoin('records as replaced', (join) =>
      join
        .onRef('replaced.districtId', '=', 'records.districtId')
        .onRef('replaced.id', '=', 'records.replacesId'),
    )
    .selectAll('records')
    .select('replaced.digest as previous')
    .where('records.districtId', '=', districtId)
    .where('records.id', 'in', ids)
    .execute();
}
