import { read } from '../context.ts';
import type { Deps } from '../deps.ts';
import { jobContext } from '../jobs/index.ts';
import { newestCheckpoint } from './checkpoints.ts';
import type { LogKeys } from './log-keys.ts';

/** Names the signing key in the trust file for every log, beyond what each has signed. Done at start. */
export async function admitLogs(deps: Deps, keys: LogKeys): Promise<void> {
  const districts = await deps.db.selectFrom('districts').select(['id', 'origin']).orderBy('id').execute();
  for (const { id, origin } of districts) {
    const newest = await read(jobContext(deps, 'log-keys', id), (db) => newestCheckpoint(db, id));
    keys.admit(origin, newest?.size ?? 0);
  }
}
