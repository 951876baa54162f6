import { hostname } from 'node:os';
import type { Context } from '../context.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../ids.ts';
import { type Lease, withLease } from './lease.ts';

/** Work that the product does by itself. */
export interface Job {
  readonly name: string;
  /** When, as cron writes it (minute hour day month weekday), in Asia/Shanghai. It also runs once at start. */
  readonly schedule: string;
  readonly run: (deps: Deps) => Promise<void>;
}

/** Lease holders are told apart by host and process. */
export const thisProcess = `${hostname()}/${process.pid}`;

const districtLeaseMs = 60_000;

/**
 * Does a job's work for one district after the other, each under a lease of its own. A district where it fails is
 * logged and left to the next run; the others go on.
 */
export async function forEachDistrict(
  deps: Deps,
  job: string,
  work: (ctx: Context, lease: Lease) => Promise<void>,
): Promise<void> {
  const districts = await deps.db.selectFrom('districts').select('id').orderBy('id').execute();
  for (const { id } of districts) {
    const ctx = jobContext(deps, job, id);
    const request = { name: `${job}/${id}`, holder: thisProcess, ms: districtLeaseMs };
    try {
      await withLease(ctx, request, (lease) => work(ctx, lease));
    } catch (error) {
      ctx.log.error({ err: error }, 'job failed');
    }
  }
}

/** The context in which a job runs verbs of one district. */
export function jobContext(deps: Deps, job: string, districtId: string): Context {
  const requestId = newId(deps.clock.now());
  return {
    ...deps,
    actor: { kind: 'system', job, districtId },
    log: deps.log.child({ job, districtId, requestId }),
    requestId,
  };
}
