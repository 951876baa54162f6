import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from '#ledger/port.ts';
import { anchorAll, sequenceAll } from '#services/anchors/index.ts';
import { type Context, type Tx, transact } from '#services/context.ts';
import type { Deps } from '#services/deps.ts';
import { newId } from '#services/ids.ts';
import { type Lease, withLease } from '#services/jobs/index.ts';
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

/** Works in a turn of its own; waits for one that a killed process has left behind. */
async function inTurn<T>(deps: Deps, name: string, work: (lease: Lease) => Promise<T>): Promise<T> {
  const giveUpMs = performance.now() + 30_000;
  while (performance.now() < giveUpMs) {
    const turn = await withLease(deps, { name, holder: 'a test', ms: 5000 }, work);
    if (turn.held) return turn.result;
    await delay(50);
  }
  throw new Error(`somebody else has had the turn of the ${name} for 30 s`);
}

/** One round of the sequencer; how many records got a place. */
export const sequence = (deps: Deps): Promise<number> =>
  inTurn(deps, 'sequencer', (lease) => sequenceAll(deps, deps.logKeys, lease));

/** One round of the anchor worker, to the test's own ledger or another one. */
export async function anchor(t: TestApp, other?: Ledger): Promise<void> {
  const means = { ledger: other ?? (await t.ledger.open()), keys: t.logKeys };
  await inTurn(t, 'anchor', (lease) => anchorAll(t, means, lease));
}
