import { formatEntry } from '#ledger/entry.ts';
import { formatEntryBundle } from '#ledger/entry-bundle.ts';
import { HASH_BYTES } from '#ledger/hash.ts';
import { parseTilePath, tileWidth } from '#ledger/tiles.ts';
import { type Context, type Reader, read } from '../context.ts';
import { newestCheckpoint } from './checkpoints.ts';
import { storedTile } from './tile-store.ts';

/** What anyone may read of a district's log (c2sp.org/tlog-tiles). Undefined for what is not there (yet). */

const tileEntries = 256;

/** The newest signed checkpoint note of the log of a division. */
export async function publicCheckpoint(ctx: Context, divisionCode: string): Promise<string | undefined> {
  const newest = await inLog(ctx, divisionCode, newestCheckpoint);
  return newest?.note;
}

/** A tile or an entry bundle by its path; a partial one as long as the log has that many entries. */
export async function publicTile(
  ctx: Context,
  divisionCode: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const wanted = parseTilePath(path);
  if (!wanted) return undefined;
  const { level, index, width } = wanted;
  return await inLog(ctx, divisionCode, async (db, districtId) => {
    const newest = await newestCheckpoint(db, districtId);
    if (tileWidth(level ?? 0, index, newest?.size ?? 0) < width) return undefined;
    if (level === undefined) return await entries(db, districtId, index * tileEntries, width);
    const hashes = await storedTile(db, districtId, { level, index });
    return hashes?.subarray(0, width * HASH_BYTES);
  });
}

async function inLog<T>(
  ctx: Context,
  divisionCode: string,
  query: (db: Reader, districtId: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const district = await ctx.db
    .selectFrom('districts')
    .select('id')
    .where('divisionCode', '=', divisionCode)
    .executeTakeFirst();
  return district && (await read(ctx, (db) => query(db, district.id), district.id));
}

/** Entries as the records give them, so that a reader who hashes them checks the records against the tiles. */
async function entries(db: Reader, districtId: string, first: number, width: number): Promise<Uint8Array> {
  const rows = await db
    .selectFrom('logLeaves')
    .innerJoin('records', (join) =>
      join
        .onRef('records.districtId', '=', 'logLeaves.districtId')
        .onRef('records.id', '=', 'logLeaves.recordId'),
    )
    .select(['records.type', 'records.digest'])
    .where('logLeaves.districtId', '=', districtId)
    .where('leafIndex', '>=', first)
    .where('leafIndex', '<', first + width)
    .orderBy('leafIndex')
    .execute();
  return formatEntryBundle(rows.map(formatEntry));
}
