import { equalBytes } from '#ledger/bytes.ts';
import type { Frontier } from '#ledger/frontier.ts';
import { HASH_BYTES } from '#ledger/hash.ts';
import { growTiles, tileWidth } from '#ledger/tiles.ts';
import { storedTile } from '../anchors/index.ts';
import { type Audited, pageSize } from './audited.ts';

/** Grows the tree by leaves and compares what each tile gained, at every level, with the tile that is stored. */
export async function auditGrowth(
  { db, districtId, report }: Audited,
  tree: Frontier,
  leaves: readonly Uint8Array[],
): Promise<void> {
  for (const { level, index, from, hashes } of growTiles(tree, leaves)) {
    const stored = await storedTile(db, districtId, { level, index });
    if (!stored) {
      report.add('tile-missing', `log_tiles ${level}/${index}`);
      continue;
    }
    const differing = hashes.flatMap((hash, i) => {
      const at = (from + i) * HASH_BYTES;
      return equalBytes(stored.subarray(at, at + HASH_BYTES), hash) ? [] : [from + i];
    });
    for (const run of runs(differing))
      report.add('tile-changed', `log_tiles.hashes ${level}/${index}, hash ${run}`);
  }
}

/** Ascending numbers as `7` and `9 to 12`. */
function runs(numbers: readonly number[]): string[] {
  const ends = numbers.filter((number, i) => numbers[i + 1] !== number + 1);
  const starts = numbers.filter((number, i) => numbers[i - 1] !== number - 1);
  return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start} to ${ends[i]}`));
}

/** No tile may hold more than a log of this size fills. */
export async function auditTileWidths({ db, districtId, report }: Audited, size: number): Promise<void> {
  for (let after = { level: -1, tileIndex: -1 }; ; ) {
    const page = await db
      .selectFrom('logTiles')
      .select(({ fn }) => ['level', 'tileIndex', fn<number>('octet_length', ['hashes']).as('bytes')])
      .where('districtId', '=', districtId)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('level', 'tileIndex'), '>', tuple(after.level, after.tileIndex)),
      )
      .orderBy('level')
      .orderBy('tileIndex')
      .limit(pageSize)
      .execute();
    for (const { level, tileIndex, bytes } of page) {
      report.counts.tiles += 1;
      if (level < 0 || tileIndex < 0 || bytes > tileWidth(level, tileIndex, size) * HASH_BYTES)
        report.add('tile-stray', `log_tiles ${level}/${tileIndex}`);
    }
    const last = page.at(-1);
    if (!last) return;
    after = last;
  }
}
