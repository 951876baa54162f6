import { equalBytes } from '#ledger/bytes.ts';
import { Frontier } from '#ledger/frontier.ts';
import type { TreeHead } from '#ledger/merkle.ts';
import type { Tables } from '../db/tables.ts';
import { auditCheckpoint } from './audit-checkpoint.ts';
import { auditRecords } from './audit-records.ts';
import { auditGrowth, auditTileWidths } from './audit-tiles.ts';
import type { Audited } from './audited.ts';
import { readEntries, readStretch, type Stretch } from './entries.ts';
import { leafOfColumns, recompute } from './judge-record.ts';

type CheckpointRow = Tables['checkpoints'];

/**
 * Grows the tree again from nothing, one checkpoint after the other. The tree is that of the tiles as long as it
 * leads to the root that was signed, since a signed root leaves no doubt; where it does not, the rows of the leaves
 * and the records are tried. What then differs from the tree is what was changed.
 *
 */
export async function auditLog(audited: Audited): Promise<void> {
  const { report } = audited;
  let tree = Frontier.empty();
  for await (const row of checkpoints(audited)) {
    report.counts.checkpoints += 1;
    const head = auditCheckpoint(audited, row);
    // A size that was changed may have put the row where it does not belong.
    if (head.size <= tree.size) continue;
    if (row.previousSize !== tree.size)
      report.add('checkpoint-missing', `checkpoints.previous_size (size ${row.size})`);
    const grown = await growTo(audited, tree, head);
    if (!grown) return;
    if (!equalBytes(grown.root(), head.root)) report.add('tree-broken', String(head.size));
    tree = grown;
  }
  await auditTileWidths(audited, tree.size);
  await auditUnsigned(audited, tree.size);
}

/** Entries that no checkpoint covers. */
async function auditUnsigned({ db, districtId, report }: Audited, size: number): Promise<void> {
  const { first, last } = await db
    .selectFrom('logLeaves')
    .select(({ fn }) => [
      fn.min<number | null>('leafIndex').as('first'),
      fn.max<number | null>('leafIndex').as('last'),
    ])
    .where('districtId', '=', districtId)
    .where('leafIndex', '>=', size)
    .executeTakeFirstOrThrow();
  if (first !== null) report.add('leaf-unsigned', `${first} to ${last}`);
}

/** Every checkpoint in order of size, a page at a time. */
async function* checkpoints({ db, districtId }: Audited): AsyncGenerator<CheckpointRow> {
  for (let after = -1; ; ) {
    const page = await db
      .selectFrom('checkpoints')
      .selectAll()
      .where('districtId', '=', districtId)
      .where('size', '>', after)
      .orderBy('size')
      .limit(256)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.size;
  }
}

/** The tree of a checkpoint, with everything below it looked at; undefined if entries are gone without trace. */
async function growTo(
  audited: Audited,
  tree: Frontier,
  { size, root }: TreeHead,
): Promise<Frontier | undefined> {
  const { report } = audited;
  const available = await entriesUpTo(audited, size);
  if (available < size) {
    report.add('leaf-missing', `log_leaves and log_tiles ${available} to ${size - 1}`);
    return undefined;
  }
  const stretch = await readStretch(audited, tree.size, size);
  const gone = stretch.tiles.findIndex((tile, i) => tile === undefined && stretch.leaves[i] === undefined);
  if (gone >= 0) {
    report.add('leaf-missing', `log_leaves and log_tiles from ${stretch.from + gone} on`);
    return undefined;
  }
  const leaves = await leavesThatLeadTo(audited, tree, stretch, root);
  const grown = Frontier.restore(tree.size, tree.hashes);
  await auditGrowth(audited, grown, leaves);
  await auditRecords(audited, stretch, leaves);
  return grown;
}

/** How far tiles or leaf rows reach; a forged size must not make the audit count to it. */
async function entriesUpTo({ db, districtId }: Audited, size: number): Promise<number> {
  const leaf = await db
    .selectFrom('logLeaves')
    .select('leafIndex')
    .where('districtId', '=', districtId)
    .where('leafIndex', '<', size)
    .orderBy('leafIndex', 'desc')
    .limit(1)
    .executeTakeFirst();
  const tile = await db
    .selectFrom('logTiles')
    .select(['tileIndex', 'hashes'])
    .where('districtId', '=', districtId)
    .where('level', '=', 0)
    .orderBy('tileIndex', 'desc')
    .limit(1)
    .executeTakeFirst();
  const inTiles = tile ? tile.tileIndex * 256 + tile.hashes.length / 32 : 0;
  return Math.min(size, Math.max((leaf?.leafIndex ?? -1) + 1, inTiles));
}

/** The leaf hashes of a stretch: those of the tiles, of the rows, or a mixture that the records decide. */
async function leavesThatLeadTo(
  audited: Audited,
  tree: Frontier,
  { from, tiles, leaves }: Stretch,
  root: Uint8Array,
): Promise<Uint8Array[]> {
  const leadsThere = (hashes: readonly Uint8Array[]) => equalBytes(rootAfter(tree, hashes), root);
  const byTiles = tiles.map((tile, i) => tile ?? leaves[i]!);
  if (leadsThere(byTiles)) return byTiles;
  const byRows = leaves.map((leaf, i) => leaf ?? tiles[i]!);
  if (leadsThere(byRows)) return byRows;
  const byRecords = [...byTiles];
  for (const [i, tile] of byTiles.entries()) {
    const row = byRows[i]!;
    if (equalBytes(tile, row)) continue;
    const [entry] = await readEntries(audited, from + i, from + i + 1);
    const backed = entry?.record && [recompute(entry.record)?.leaf, leafOfColumns(entry.record)];
    if (backed?.some((leaf) => leaf && equalBytes(leaf, row))) byRecords[i] = row;
  }
  return leadsThere(byRecords) ? byRecords : byTiles;
}

function rootAfter(tree: Frontier, leaves: readonly Uint8Array[]): Uint8Array {
  const grown = Frontier.restore(tree.size, tree.hashes);
  for (const leaf of leaves) grown.append(leaf);
  return grown.root();
}
