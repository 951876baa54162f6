import { setTimeout as delay } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { thisProcess } from './job.ts';
import { type Lease, LeaseLost, withLease } from './lease.ts';
import type { Nudge } from './nudge.ts';

export interface Work {
  /** Name of the lease: of all processes on one database, one works. */
  readonly name: string;
  /** How long the others wait after the one that works has died. */
  readonly leaseMs: number;
  /** Rest between rounds while there is work, and between attempts to get the lease. */
  readonly restMs: number;
  /** Longest rest without a nudge. */
  readonly idleMs: number;
  readonly nudge: Nudge;
  /** One round; does whatever there is to do and can be repeated at any time. */
  readonly round: (lease: Lease) => Promise<void>;
}

/**
 * Works round after round until disposed, under a lease that is kept as long as the process lives. A round that
 * fails is logged and tried again; disposal waits for the round under way.
 */
export function keepWorking({ db, log: parent }: Pick<Deps, 'db' | 'log'>, work: Work): AsyncDisposable {
  const log = parent.child({ job: work.name });
  const stop = new AbortController();
  const { signal } = stop;

  const rounds = async (lease: Lease): Promise<void> => {
    while (!signal.aborted) {
      try {
        await work.round(lease);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        log.error({ err: error }, 'round failed');
      }
      await pause(work.restMs, signal);
      await work.nudge.wait(work.idleMs - work.restMs, signal);
    }
  };

  const turns = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await withLease({ db, log }, { name: work.name, holder: thisProcess, ms: work.leaseMs }, rounds);
      } catch (error) {
        log.warn({ err: error }, 'turn ended early');
      }
      await pause(work.restMs, signal);
    }
  };

  const working = turns();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await working;
    },
  };
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
