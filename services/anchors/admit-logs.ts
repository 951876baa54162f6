import { read } from '../context.ts';
import type { Deps } from '../deps.ts';
import { jobContext } from '../jobs/index.ts';
import { newestCheckpoint } from './checkpoints.ts';
import { LogKeyMissing, type LogKeys } from './log-keys.ts';

/**
 * Makes the first key of each log that has none, so that the trust file names it before it signs. A log whose keys are
 * not here is reported; recording goes on, and its sequencer stands still. Done at start.
 */
export async function admitLogs(deps: Deps, keys: LogKeys): Promise<void> {
  const districts = await deps.db.selectFrom('districts').select(['id', 'origin']).orderBy('id').execute();
  for (const { id, origin } of districts) {
    const ctx = jobContext(deps, 'log-keys', id);
    const newest = await read(ctx, (db) => newestCheckpoint(db, id));
    try {
      keys.signers(origin, newest);
    } catch (error) {
      if (!(error instanceof LogKeyMissing)) throw error;
      ctx.log.error({ err: error, origin }, 'this log cannot be signed here');
    }
  }
}
