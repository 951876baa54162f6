import { sql } from 'kysely';
import { formatEntry } from '#ledger/entry.ts';
import { leafHash } from '#ledger/hash.ts';
import type { TreeHead } from '#ledger/merkle.ts';
import { signCheckpoint } from '#ledger/sign.ts';
import { type Context, type Reader, type Tx, transact } from '../context.ts';
import { type Lease, requireLease } from '../jobs/index.ts';
import { checkpointStatement, newestCheckpoint } from './checkpoints.ts';
import type { LogKeys } from './log-keys.ts';
import { stamp } from './stamp.ts';
import { growStoredTiles, restoreTree } from './tile-store.ts';

/** Records that one transaction takes at most: some tenths of a second of work. */
export const sequencedAtOnce = 4096;

/**
 * Gives queued records their places in the district's log and signs the grown tree, all in one transaction. Returns
 * how many were taken; 0 if none were waiting.
 *
 * The queue is read as it stands, not from a last place on: a transaction that drew its place early may commit late.
 * A signature that the transaction does not bring into the table is lost, and nobody has seen it.
 *
 * @throws LeaseLost, LogDamaged, LogKeyMissing
 */
export async function sequenceRecords(ctx: Context, keys: LogKeys, lease: Lease): Promise<number> {
  return await transact(ctx, async (tx) => {
    await requireLease(tx, lease);
    const queued = await takeQueued(tx);
    if (queued.length === 0) return 0;
    const head = await newestCheckpoint(tx.db as unknown as Reader, tx.districtId);
    const tree = await restoreTree(tx, head);
    const first = tree.size;
    const leaves = queued.map(({ type, digest }) => leafHash(formatEntry({ type, digest })));
    await growStoredTiles(tx, tree, leaves);
    await insertLeaves(
      tx,
      first,
      queued.map(({ recordId }) => recordId),
      leaves,
    );
    await insertCheckpoint(tx, keys, head, { size: tree.size, root: tree.root() });
    return queued.length;
  });
}

/** Takes records out of the queue. One whose record is gone stays there: the age of the queue tells, and the audit. */
async function takeQueued(tx: Tx) {
  const queued = await tx.db
    .selectFrom('leafQueue')
    .innerJoin('records', (join) =>
      join
        .onRef('records.districtId', '=', 'leafQueue.districtId')
        .onRef('records.id', '=', 'leafQueue.recordId'),
    )
    .select(['leafQueue.recordId', 'leafQueue.place', 'records.type', 'records.digest'])
    .where('leafQueue.districtId', '=', tx.districtId)
    .orderBy('leafQueue.place')
    .limit(sequencedAtOnce)
    .execute();
  const { numDeletedRows } = await tx.db
    .deleteFrom('leafQueue')
    .where('districtId', '=', tx.districtId)
    .where('place', '=', sql<number>`any(${queued.map(({ place }) => place)}::bigint[])`)
    .executeTakeFirstOrThrow();
  if (Number(numDeletedRows) !== queued.length) throw new Error('somebody else takes from the leaf queue');
  return queued;
}

async function insertLeaves(
  tx: Tx,
  first: number,
  recordIds: readonly string[],
  leaves: readonly Uint8Array[],
): Promise<void> {
  await sql`
    insert into log_leaves (district_id, leaf_index, record_id, leaf_hash)
    select ${tx.districtId}::uuid, ${first}::bigint + taken.place - 1, taken.record_id, taken.leaf_hash
    from unnest(${recordIds}::uuid[], ${leaves.map((leaf) => Buffer.from(leaf))}::bytea[])
      with ordinality as taken (record_id, leaf_hash, place)`.execute(tx.db);
}

async function insertCheckpoint(
  tx: Tx,
  keys: LogKeys,
  before: { size: number; note: string } | undefined,
  head: TreeHead,
): Promise<void> {
  const { districtId } = tx;
  const { origin } = await tx.db
    .selectFrom('districts')
    .select('origin')
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  const signers = keys.signers(origin, before);
  const previousSize = before?.size ?? 0;
  const checkpoint = { ...head, origin };
  const signedAt = tx.clock.now();
  await tx.db
    .insertInto('checkpoints')
    .values({
      ...head,
      districtId,
      previousSize,
      note: signCheckpoint(checkpoint, ...signers),
      signedAt,
      stamp: stamp(checkpointStatement(checkpoint, previousSize, signedAt), signers.at(-1)!),
    })
    .execute();
}
