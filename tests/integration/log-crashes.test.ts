import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { newestAnchoring } from '#services/anchors/anchorings.ts';
import { bundleFor } from '#services/anchors/index.ts';
import { read } from '#services/context.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { type Fault, FaultyLedger } from '#tests/support/faults.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';

let t: TestApp;
let ledger: FaultyLedger;
beforeAll(async () => {
  t = await testApp();
  ledger = new FaultyLedger(await t.ledger.open());
});
afterAll(() => t[Symbol.asyncDispose]());

type District = Awaited<ReturnType<TestApp['district']>>;

/** A district whose log has entries already, so that tiles are continued and not only begun. */
async function runningLog(): Promise<{ district: District; records: string[] }> {
  const district = await t.district();
  const records = await appendSome(district.operator.ctx, 258);
  await sequence(t);
  await anchor(t, ledger);
  return { district, records };
}

const columns = { leaves: 'logLeaves', queue: 'leafQueue', checkpoints: 'checkpoints' } as const;
async function counted({ districtId }: District, what: keyof typeof columns): Promise<number> {
  const { count } = await t.owner
    .selectFrom(columns[what])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('districtId', '=', districtId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Nothing lost, nothing doubled, nothing forked: every record once in the log, the log whole and on the ledger. */
async function requireWhole(district: District, records: readonly string[]): Promise<void> {
  const leaves = await t.owner
    .selectFrom('logLeaves')
    .select(['leafIndex', 'recordId'])
    .where('districtId', '=', district.districtId)
    .orderBy('leafIndex')
    .execute();
  expect(leaves.map(({ leafIndex }) => leafIndex)).toEqual(records.map((_, i) => i));
  expect(leaves.map(({ recordId }) => recordId).sort()).toEqual([...records].sort());
  const { origin, divisionCode } = await t.owner
    .selectFrom('districts')
    .select(['origin', 'divisionCode'])
    .where('id', '=', district.districtId)
    .executeTakeFirstOrThrow();
  expect(await ledger.latest(origin)).toMatchObject({ size: records.length });
  const noted = await read(district.operator.ctx, (db) =>
    newestAnchoring(db, district.districtId, ledger.identity.name),
  );
  expect(noted?.size).toBe(records.length);
  expect((await audit(t, divisionCode)).findings).toEqual([]);
  const { ctx } = district.operator;
  const wanted = { districtId: district.districtId, recordId: records.at(-1)!, disclose: 'open' as const };
  const bundle = await read(ctx, (db) => bundleFor(db, ctx.vault, wanted));
  expect(verifyBundle(bundle, t.logKeys.trust(), { fabric: verifyFabricWitness })).toMatchObject({
    ok: true,
  });
}

/** Steps of the sequencer, in order. `stored` tells whether the round took effect when the reply to the step is lost. */
const sequencerSteps: readonly (readonly [step: string, fault: Omit<Fault, 'when'>, stored: boolean])[] = [
  ['looking for work', { statement: /from "districts" where exists/ }, false],
  ['fence', { statement: /from "leases".*for share/ }, false],
  ['queue read', { statement: /from "leaf_queue" inner join "records"/ }, false],
  ['queue emptied', { statement: /delete from "leaf_queue"/ }, false],
  ['head read', { statement: /from "checkpoints" inner join/, having: /delete from "leaf_queue"/ }, false],
  ['tiles read', { statement: /select "hashes" from "log_tiles"/ }, false],
  ['tiles grown', { statement: /insert into "log_tiles"/ }, false],
  ['leaves', { statement: /insert into log_leaves/ }, false],
  ['checkpoint', { statement: /insert into "checkpoints"/ }, false],
  ['commit', { statement: /^commit$/, having: /insert into "checkpoints"/ }, true],
];

const twice = ['before', 'after'] as const;

describe.for(sequencerSteps)('the sequencer dies at its step: %s', ([, step, stored]) => {
  test.for(twice)('%s it was carried out, two times in a row, and goes on', async (when) => {
    const { district, records } = await runningLog();
    records.push(...(await appendSome(district.operator.ctx, 5)));
    t.faults.plan({ ...step, when }, { ...step, when });
    await sequence(t).catch(() => undefined);
    const done = stored && when === 'after';
    expect(await counted(district, 'leaves')).toBe(done ? 263 : 258);
    expect(await counted(district, 'queue')).toBe(done ? 0 : 5);
    expect(await counted(district, 'checkpoints')).toBe(done ? 2 : 1);
    records.push(...(await appendSome(district.operator.ctx, 2)));
    await sequence(t).catch(() => undefined);
    expect(t.faults.left).toBe(0);
    await sequence(t);
    await anchor(t, ledger);
    await requireWhole(district, records);
  });
});

/** Steps of the anchor worker on the database. */
const anchorSteps: readonly (readonly [step: string, fault: Omit<Fault, 'when'>])[] = [
  ['looking for work', { statement: /from "districts" order by "id"/ }],
  ['tiles read', { statement: /select "hashes" from "log_tiles"/ }],
  ['fence', { statement: /from "leases".*for share/ }],
  ['anchoring', { statement: /insert into "anchorings"/ }],
  ['commit', { statement: /^commit$/, having: /insert into "anchorings"/ }],
];

describe.for(anchorSteps)('the anchor worker dies at its step: %s', ([, step]) => {
  test.for(twice)('%s it was carried out, two times in a row, and goes on', async (when) => {
    const { district, records } = await runningLog();
    records.push(...(await appendSome(district.operator.ctx, 5)));
    await sequence(t);
    t.faults.plan({ ...step, when });
    await anchor(t, ledger).catch(() => undefined);
    records.push(...(await appendSome(district.operator.ctx, 2)));
    await sequence(t);
    t.faults.plan({ ...step, when });
    await anchor(t, ledger).catch(() => undefined);
    expect(t.faults.left).toBe(0);
    await anchor(t, ledger);
    await requireWhole(district, records);
  });
});

test.for(['latest', 'publish before', 'publish after'] as const)(
  'the ledger does not answer (%s), two times in a row, and nothing is lost or doubled',
  async (step) => {
    const { district, records } = await runningLog();
    for (let round = 0; round < 2; round++) {
      records.push(...(await appendSome(district.operator.ctx, 3)));
      await sequence(t);
      ledger.plan(step);
      await anchor(t, ledger);
      expect(ledger.left).toBe(0);
    }
    await anchor(t, ledger);
    await requireWhole(district, records);
  },
);

test('without a ledger recording goes on, and one publication covers the backlog', async () => {
  const { district, records } = await runningLog();
  for (let round = 0; round < 4; round++) {
    records.push(...(await appendSome(district.operator.ctx, 3)));
    await sequence(t);
    ledger.plan('latest');
    await anchor(t, ledger);
  }
  await anchor(t, ledger);
  await requireWhole(district, records);
  const sizes = await t.owner
    .selectFrom('anchorings')
    .select('size')
    .where('districtId', '=', district.districtId)
    .orderBy('size')
    .execute();
  expect(sizes).toEqual([{ size: 258 }, { size: 270 }]);
});
