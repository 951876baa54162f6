import { equalBytes } from '#ledger/bytes.ts';
import type { Anchoring, Ledger } from '#ledger/port.ts';
import { consistencyProof } from '#ledger/proofs.ts';
import { hashReader } from '#ledger/tiles.ts';
import { type Context, districtOf, read, transact } from '../context.ts';
import { type Lease, requireLease } from '../jobs/index.ts';
import { anchoringRow, anchoringStatement, newestAnchoring } from './anchorings.ts';
import { checkpointAt, newestCheckpoint } from './checkpoints.ts';
import type { LogKeys } from './log-keys.ts';
import { stamp } from './stamp.ts';
import { storedTiles } from './tile-store.ts';

/** Ledger and log tell different histories. Nothing here can mend that, and nothing is published over it. */
export class LogForked extends Error {
  constructor(origin: string, size: number) {
    super(
      `the ledger holds ${origin} at size ${size} with a root that this database never signed: either it was rolled back, or the log was forked; run the audit`,
    );
    this.name = 'LogForked';
  }
}

/**
 * Brings the newest checkpoint of the district to the ledger, with the proof that it continues what the ledger has.
 *
 * The ledger is asked first where it stands. That resolves every outcome that an earlier try left unknown: what the
 * ledger took without our noting it is noted now, and the proof starts from there. Older checkpoints need no
 * anchoring of their own; the newest covers them.
 *
 * @throws LedgerError, LogForked, LeaseLost
 */
export async function anchorLog(ctx: Context, ledger: Ledger, keys: LogKeys, lease: Lease): Promise<void> {
  const districtId = districtOf(ctx.actor);
  const { newest, noted } = await read(ctx, async (db) => ({
    newest: await newestCheckpoint(db, districtId),
    noted: (await newestAnchoring(db, districtId, ledger.identity.name))?.size ?? 0,
  }));
  if (!newest || newest.size === noted) return;
  const head = await ledger.latest(newest.origin);
  const headSize = head?.size ?? 0;
  if (head) await requireOwn(ctx, head);
  if (head && headSize > noted) await note(ctx, { ledger, keys, lease }, noted, head);
  if (headSize < noted)
    ctx.log.error({ ledger: ledger.identity.name, noted, headSize }, 'the ledger forgot checkpoints');
  if (headSize === newest.size) return;
  const proof = await read(ctx, (db) =>
    headSize === 0
      ? Promise.resolve([])
      : consistencyProof(hashReader(newest.size, storedTiles(db, districtId)), headSize, newest.size),
  );
  const { origin, size, root, note: signed } = newest;
  const anchoring = await ledger.publish({
    ...{ origin, size, root, note: signed },
    previousSize: headSize,
    consistencyProof: proof,
  });
  await note(ctx, { ledger, keys, lease }, headSize, anchoring);
  ctx.log.info({ size, transactionId: anchoring.transactionId }, 'anchored');
}

/** The ledger's head must be a checkpoint that this log signed. */
async function requireOwn(ctx: Context, head: Anchoring): Promise<void> {
  const own = await read(ctx, (db) => checkpointAt(db, districtOf(ctx.actor), head.size));
  if (!own || !equalBytes(own.root, head.root)) throw new LogForked(head.origin, head.size);
}

interface Means {
  readonly ledger: Ledger;
  readonly keys: LogKeys;
  readonly lease: Lease;
}

/** Notes what the ledger has; once, however often it is told. */
async function note(ctx: Context, means: Means, previousSize: number, anchoring: Anchoring): Promise<void> {
  const { ledger, keys, lease } = means;
  await transact(ctx, async (tx) => {
    await requireLease(tx, lease);
    const row = anchoringRow(tx.districtId, ledger.identity, previousSize, anchoring);
    const { origin, root } = anchoring;
    const stamper = keys.stamper(origin, anchoring);
    await tx.db
      .insertInto('anchorings')
      .values({ ...row, stamp: stamp(anchoringStatement(row, origin, root), stamper) })
      .onConflict((conflict) => conflict.columns(['districtId', 'ledgerName', 'size']).doNothing())
      .execute();
  });
}
