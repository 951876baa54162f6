import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signCheckpoint } from '#ledger/sign.ts';
import { anchorLog, LogForked } from '#services/anchors/anchor-log.ts';
import { startLogWorkers } from '#services/anchors/index.ts';
import { sequenceRecords } from '#services/anchors/sequence-records.ts';
import { LogDamaged } from '#services/anchors/tile-store.ts';
import { transact } from '#services/context.ts';
import { jobContext, type Lease, LeaseLost, Nudge } from '#services/jobs/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { FaultyLedger } from '#tests/support/faults.ts';
import { appendInside, appendSome, sequence } from '#tests/support/log.ts';
import { tampered } from '#tests/support/tamper.ts';

let t: TestApp;
let ledger: FaultyLedger;
beforeAll(async () => {
  t = await testApp();
  ledger = new FaultyLedger(await t.ledger.open());
});
afterAll(() => t[Symbol.asyncDispose]());

/** A district, with what the workers do for it alone. */
async function logOf() {
  const { districtId, operator } = await t.district();
  const ctx = jobContext(t, 'a test', districtId);
  const { divisionCode, origin } = await t.owner
    .selectFrom('districts')
    .select(['divisionCode', 'origin'])
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  return {
    ...{ districtId, origin, operator },
    sequence: (lease: Lease) => sequenceRecords(ctx, t.logKeys, lease),
    anchor: (lease: Lease) => anchorLog(ctx, ledger, t.logKeys, lease),
    findings: async () => (await audit(t, divisionCode)).findings,
    leaves: () =>
      t.owner
        .selectFrom('logLeaves')
        .select(['leafIndex', 'recordId'])
        .where('districtId', '=', districtId)
        .orderBy('leafIndex')
        .execute(),
  };
}

/** A turn of its own that nobody ends; the next one overtakes it. */
async function nextTurn(name: string): Promise<Lease> {
  return await t.owner
    .insertInto('leases')
    .values({ name, holder: 'a test', epoch: 1, expiresAt: '2999-01-01T00:00:00.000Z' })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ epoch: sql`leases.epoch + 1` }))
    .returning(['name', 'epoch'])
    .executeTakeFirstOrThrow();
}

test('of sequencers that race, fence or no fence, one gives each record its place', async () => {
  const log = await logOf();
  const lease = await nextTurn('racing');
  const records = [];
  for (let round = 0; round < 5; round++) {
    records.push(...(await appendSome(log.operator.ctx, 20)));
    const turns = await Promise.allSettled([1, 2, 3, 4].map(() => log.sequence(lease)));
    const taken = turns.map((turn) => (turn.status === 'fulfilled' ? turn.value : 0));
    expect(taken.reduce((sum, n) => sum + n)).toBe(20);
  }
  const leaves = await log.leaves();
  expect(leaves.map(({ leafIndex }) => leafIndex)).toEqual(records.map((_, i) => i));
  expect(new Set(leaves.map(({ recordId }) => recordId))).toEqual(new Set(records));
  expect(await log.findings()).toEqual([]);
});

test('what an overtaken sequencer or anchor worker does is refused', async () => {
  const log = await logOf();
  const [first, second] = [await nextTurn('overtaken'), await nextTurn('overtaken')];
  await appendSome(log.operator.ctx, 2);
  await expect(log.sequence(first)).rejects.toThrow(LeaseLost);
  expect(await log.sequence(second)).toBe(2);
  await expect(log.anchor(first)).rejects.toThrow(LeaseLost);
  // The ledger has it all the same; the turn that holds only notes it.
  await log.anchor(second);
  expect(await log.findings()).toEqual([]);
});

test('a transaction that took its place early and commits late is sequenced', async () => {
  const log = await logOf();
  const lease = await nextTurn('slow');
  const { ctx } = log.operator;
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<string[]>();
  const slow = transact(ctx, async (tx) => {
    const records = await appendInside(tx, 1);
    written.resolve(records);
    await late.promise;
    return records;
  });
  const [early] = await written.promise;
  const [quick] = await appendSome(ctx, 1);
  expect(await log.sequence(lease)).toBe(1);
  late.resolve();
  await slow;
  expect(await log.sequence(lease)).toBe(1);
  expect((await log.leaves()).map(({ recordId }) => recordId)).toEqual([quick, early]);
});

test('a log whose tiles do not fit its checkpoint stands still, and the others go on', async () => {
  const [damaged, sound] = [await logOf(), await logOf()];
  const lease = await nextTurn('damaged');
  for (const log of [damaged, sound]) await appendSome(log.operator.ctx, 3);
  await sequence(t);
  await appendSome(damaged.operator.ctx, 1);
  const flip = sql`update log_tiles set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)
    where district_id = ${damaged.districtId}`;
  await tampered(t.owner, ['log_tiles'], flip, async () => {
    await expect(damaged.sequence(lease)).rejects.toThrow(LogDamaged);
  });
  await appendSome(sound.operator.ctx, 1);
  expect(await sequence(t)).toBe(2);
});

test('nothing is published over a ledger that holds another history', async () => {
  const log = await logOf();
  const lease = await nextTurn('forked');
  await appendSome(log.operator.ctx, 2);
  await log.sequence(lease);
  const foreign = { origin: log.origin, size: 2, root: new Uint8Array(32) };
  const note = signCheckpoint(foreign, ...t.logKeys.signers(log.origin, undefined));
  await ledger.publish({ ...foreign, note, previousSize: 0, consistencyProof: [] });
  await expect(log.anchor(lease)).rejects.toThrow(LogForked);
  await appendSome(log.operator.ctx, 2);
  await log.sequence(lease);
  await expect(log.anchor(lease)).rejects.toThrow(LogForked);
});

test('started workers carry a record to the ledger by themselves, and end when told', async () => {
  const log = await logOf();
  const committed = new Nudge();
  const deps = { ...t, committed };
  const workers = startLogWorkers(deps, { ledger, keys: t.logKeys }, committed);
  const [recordId] = await appendSome({ ...log.operator.ctx, committed }, 1);
  await expect.poll(() => ledger.latest(log.origin), { timeout: 30_000 }).toBeDefined();
  await workers[Symbol.asyncDispose]();
  expect(await log.leaves()).toEqual([{ leafIndex: 0, recordId }]);
  await appendSome(log.operator.ctx, 1);
  await delay(700);
  expect(await log.leaves()).toHaveLength(1);
});

/** What can happen next in a run of the property below. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('begin'), records: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constantFrom('commit', 'roll back'), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('sequence'), stale: fc.boolean() }),
  fc.record({ kind: fc.constant('sequence twice at once') }),
  fc.record({ kind: fc.constant('overtake') }),
  fc.record({
    kind: fc.constant('break'),
    when: fc.constantFrom('before' as const, 'after' as const),
    statement: fc.constantFrom(
      /delete from "leaf_queue"/,
      /insert into log_leaves/,
      /insert into "anchorings"/,
    ),
  }),
  fc.record({ kind: fc.constant('anchor'), stale: fc.boolean() }),
  fc.record({
    kind: fc.constant('ledger silent'),
    step: fc.constantFrom('publish before' as const, 'publish after' as const, 'latest' as const),
  }),
);

test('whatever happens in whatever order, every committed record is in the log once and on the ledger', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
      const log = await logOf();
      const name = `run ${runs++}`;
      let [stale, lease] = [await nextTurn(name), await nextTurn(name)];
      const committed: string[] = [];
      const open: { end: (commit: boolean) => void; done: Promise<void> }[] = [];
      const begin = async (count: number): Promise<void> => {
        const [written, ended] = [Promise.withResolvers<string[]>(), Promise.withResolvers<boolean>()];
        const work = transact(log.operator.ctx, async (tx) => {
          written.resolve(await appendInside(tx, count));
          if (!(await ended.promise)) throw new Error('rolled back');
        });
        const records = await written.promise;
        const done = work.then(
          () => void committed.push(...records),
          () => undefined,
        );
        open.push({ end: ended.resolve, done });
      };
      const settle = (work: Promise<unknown>) => work.catch(() => undefined);
      for (const happening of events) {
        if ('records' in happening && open.length < 4) await begin(happening.records);
        else if ('which' in happening && open.length > 0) {
          const [writer] = open.splice(happening.which % open.length, 1);
          writer!.end(happening.kind === 'commit');
          await writer!.done;
        } else if ('statement' in happening) t.faults.plan(happening);
        else if ('step' in happening) ledger.plan(happening.step);
        else if (happening.kind === 'overtake') [stale, lease] = [lease, await nextTurn(name)];
        else if (happening.kind === 'sequence twice at once')
          await Promise.allSettled([log.sequence(lease), log.sequence(lease)]);
        else if ('stale' in happening) {
          const turn = happening.stale ? stale : lease;
          await settle(happening.kind === 'anchor' ? log.anchor(turn) : log.sequence(turn));
        }
      }
      t.faults.forget();
      ledger.forget();
      for (const writer of open) writer.end(true);
      await Promise.all(open.map(({ done }) => done));
      await log.sequence(lease);
      await log.anchor(lease);
      const leaves = await log.leaves();
      expect(leaves.map(({ leafIndex }) => leafIndex)).toEqual(committed.map((_, i) => i));
      expect(leaves.map(({ recordId }) => recordId).sort()).toEqual(committed.sort());
      expect(await log.findings()).toEqual([]);
      const head = await ledger.latest(log.origin);
      expect(head?.size ?? 0).toBe(committed.length);
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 300_000);
