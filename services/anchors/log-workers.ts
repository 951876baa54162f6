import type { Ledger } from '#ledger/port.ts';
import type { Context } from '../context.ts';
import type { Deps } from '../deps.ts';
import { jobContext, keepWorking, type Lease, LeaseLost, Nudge } from '../jobs/index.ts';
import { districtsWithQueue, logProgress } from './across-districts.ts';
import { anchorLog } from './anchor-log.ts';
import type { LogKeys } from './log-keys.ts';
import { sequencedAtOnce, sequenceRecords } from './sequence-records.ts';

interface Means {
  readonly ledger: Ledger;
  readonly keys: LogKeys;
}

/** Anchors of different logs do not wait for each other. */
const anchorsAtOnce = 8;

/** One round of the sequencer: every district until its queue is empty. Returns how many records got a place. */
export async function sequenceAll(deps: Deps, keys: LogKeys, lease: Lease): Promise<number> {
  let sequenced = 0;
  for (const districtId of await districtsWithQueue(deps.db)) {
    const ctx = jobContext(deps, 'sequencer', districtId);
    await unlessItFails(ctx, async () => {
      let taken: number;
      do {
        taken = await sequenceRecords(ctx, keys, lease);
        sequenced += taken;
      } while (taken === sequencedAtOnce);
    });
  }
  return sequenced;
}

/** One round of the anchor worker: every log whose newest checkpoint the ledger is not known to have. */
export async function anchorAll(deps: Deps, { ledger, keys }: Means, lease: Lease): Promise<void> {
  const behind = (await logProgress(deps.db, ledger.identity.name)).filter(
    ({ signed, anchored }) => signed > anchored,
  );
  const next = async (): Promise<void> => {
    for (let log = behind.shift(); log; log = behind.shift()) {
      const ctx = jobContext(deps, 'anchor', log.districtId);
      await unlessItFails(ctx, () => anchorLog(ctx, ledger, keys, lease));
    }
  };
  await Promise.all(Array.from({ length: anchorsAtOnce }, next));
}

/** One district's trouble is logged and must not hold up the others; a lost lease ends the turn. */
async function unlessItFails(ctx: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    ctx.log.error({ err: error }, 'the log of this district did not move on');
  }
}

interface Pace {
  readonly leaseMs: number;
  readonly restMs: number;
  readonly idleMs: number;
}

/** The sequencer signs at most twice a second; the ledger is asked at most once. */
const usualPace: Record<'sequencer' | 'anchor', Pace> = {
  sequencer: { leaseMs: 3000, restMs: 500, idleMs: 1000 },
  anchor: { leaseMs: 5000, restMs: 1000, idleMs: 5000 },
};

/**
 * Starts sequencer and anchor worker. Both do whatever the tables say is to be done; `committed` only makes them
 * start early.
 */
export function startLogWorkers(
  deps: Deps,
  means: Means,
  committed: Nudge,
  pace = usualPace,
): AsyncDisposable {
  const sequenced = new Nudge();
  const workers = new AsyncDisposableStack();
  workers.use(
    keepWorking(deps, {
      ...pace.anchor,
      name: 'anchor',
      nudge: sequenced,
      round: (lease) => anchorAll(deps, means, lease),
    }),
  );
  workers.use(
    keepWorking(deps, {
      ...pace.sequencer,
      name: 'sequencer',
      nudge: committed,
      round: async (lease) => {
        if ((await sequenceAll(deps, means.keys, lease)) > 0) sequenced.give();
      },
    }),
  );
  return workers;
}
