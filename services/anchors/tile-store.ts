import { sql } from 'kysely';
import { equalBytes } from '#ledger/bytes.ts';
import { Frontier } from '#ledger/frontier.ts';
import type { TreeHead } from '#ledger/merkle.ts';
import { readFrontier } from '#ledger/proofs.ts';
import { growTiles, hashReader, type TileReader } from '#ledger/tiles.ts';
import type { Reader, Tx } from '../context.ts';

/** The hashes of a tile as far as it is filled; undefined when it is not there. */
export async function storedTile(
  db: Reader,
  districtId: string,
  { level, index }: { readonly level: number; readonly index: number },
): Promise<Uint8Array | undefined> {
  const tile = await db
    .selectFrom('logTiles')
    .select('hashes')
    .where('districtId', '=', districtId)
    .where('level', '=', level)
    .where('tileIndex', '=', index)
    .executeTakeFirst();
  return tile?.hashes;
}

/** Reads the tiles of one district's log. Throws RangeError for a tile that is not there. */
export function storedTiles(db: Reader, districtId: string): TileReader {
  return async (place) => {
    const hashes = await storedTile(db, districtId, place);
    if (!hashes) throw new RangeError(`no tile ${place.level}/${place.index}`);
    return hashes;
  };
}

/** The stored tiles do not lead to the root that was signed; nothing may be built on them. */
export class LogDamaged extends Error {
  constructor(districtId: string, cause?: unknown) {
    super(`the tiles of the log of district ${districtId} do not fit its newest checkpoint; run the audit`, {
      cause,
    });
    this.name = 'LogDamaged';
  }
}

/**
 * The tree of a checkpoint, ready to grow, read from the right edge of the tiles.
 * @throws LogDamaged
 */
export async function restoreTree(tx: Tx, head: TreeHead | undefined): Promise<Frontier> {
  if (!head) return Frontier.empty();
  const { districtId } = tx;
  const read = hashReader(head.size, storedTiles(tx.db as unknown as Reader, districtId));
  let tree: Frontier;
  try {
    tree = Frontier.restore(head.size, await readFrontier(read, head.size));
  } catch (cause) {
    if (cause instanceof RangeError) throw new LogDamaged(districtId, cause);
    throw cause;
  }
  if (!equalBytes(tree.root(), head.root)) throw new LogDamaged(districtId);
  return tree;
}

/** Appends leaf hashes to the tree and to the stored tiles. */
export async function growStoredTiles(tx: Tx, tree: Frontier, leaves: readonly Uint8Array[]): Promise<void> {
  const { districtId } = tx;
  for (const { level, index, from, hashes } of growTiles(tree, leaves)) {
    const grown = await tx.db
      .insertInto('logTiles')
      .values({ districtId, level, tileIndex: index, hashes: Buffer.concat(hashes) })
      .onConflict((conflict) =>
        conflict
          .columns(['districtId', 'level', 'tileIndex'])
          .doUpdateSet({ hashes: sql<Uint8Array>`log_tiles.hashes || excluded.hashes` })
          .where(sql<boolean>`octet_length(log_tiles.hashes) = ${from * 32}`),
      )
      .returning('level')
      .executeTakeFirst();
    if (!grown) throw new LogDamaged(districtId);
  }
}
