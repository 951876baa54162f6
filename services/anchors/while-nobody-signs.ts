import { type Context, type Reader, transact } from '../context.ts';
import { newestCheckpoint } from './checkpoints.ts';

/**
 * Does something at a moment when no sequencer signs: it waits for the one under way, whose transaction holds the row
 * of its lease (`requireLease`), and the next one waits for this.
 *
 * @param work is given the size of the newest checkpoint, 0 before the first
 */
export async function whileNobodySigns(ctx: Context, work: (size: number) => void): Promise<void> {
  await transact(ctx, async (tx) => {
    await tx.db.selectFrom('leases').select('epoch').where('name', '=', 'sequencer').forUpdate().execute();
    const newest = await newestCheckpoint(tx.db as unknown as Reader, tx.districtId);
    work(newest?.size ?? 0);
  });
}
