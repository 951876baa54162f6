import type { Ledger } from '#ledger/port.ts';
import { anchorAll, sequenceAll } from '#services/anchors/index.ts';
import { type Context, type Tx, transact } from '#services/context.ts';
import type { Deps } from '#services/deps.ts';
import { newId } from '#services/ids.ts';
import { withLease } from '#services/jobs/index.ts';
import { appendRecords } from '#services/records/append.ts';
import type { TestApp } from './app.ts';

/** Appends records in one transaction, without the rows and rules of a verb. */
export async function appendSome(ctx: Context, count: number): Promise<string[]> {
  return await transact(ctx, (tx) => appendInside(tx, count));
}

/** The same in a transaction that is open already. */
export const appendInside = (tx: Tx, count: number): Promise<string[]> =>
  appendRecords(tx, Array.from({ length: count }, someDraft(tx)));

const someDraft = (ctx: Pick<Context, 'clock'>) => (_: unknown, i: number) => ({
  type: 'personal-erased' as const,
  subject: newId(ctx.clock.now()),
  occurredAt: ctx.clock.now(),
  body: { recordDigest: '0'.repeat(64), paths: ['/name'], grounds: `第${i + 1}份申请`, authority: '本人' },
});

const turn = (job: string) => ({ name: job, holder: 'a test', ms: 5000 });

/** One round of the sequencer; how many records got a place. */
export async function sequence(deps: Deps): Promise<number> {
  const { logKeys } = deps;
  const done = await withLease(deps, turn('sequencer'), (lease) => sequenceAll(deps, logKeys, lease));
  return done.held ? done.result : 0;
}

/** One round of the anchor worker, to the test's own ledger or another one. */
export async function anchor(t: TestApp, other?: Ledger): Promise<void> {
  const means = { ledger: other ?? (await t.ledger.open()), keys: t.logKeys };
  await withLease(t, turn('anchor'), (lease) => anchorAll(t, means, lease));
}
