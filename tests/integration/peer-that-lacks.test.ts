import { afterAll, beforeAll, expect, test } from 'vitest';
import { anchoringStatement } from '#services/anchors/index.ts';
import { stamp } from '#services/anchors/stamp.ts';
import { auditLedger } from '#services/audit/audit-ledger.ts';
import { pageSize } from '#services/audit/audited.ts';
import { compareHeld } from '#services/audit/compare-held.ts';
import { Report } from '#services/audit/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const ledgerName = 'a-ledger';
const anchoredAt = '2026-01-05T00:00:00.000Z';
const note = 'a note\n';
const transactionId = (size: number) => `transaction-${size}`;
const root = (size: number) => new Uint8Array(32).fill(size % 256);

/** A log with an anchored checkpoint of each size up to this one. */
async function logAnchoredUpTo(newest: number) {
  const { districtId } = await t.district();
  const { origin, divisionCode } = await t.owner
    .selectFrom('districts')
    .select(['origin', 'divisionCode'])
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  const [key] = t.logKeys.signers(origin, undefined);
  const sizes = Array.from({ length: newest }, (_, i) => i + 1);
  const checkpoints = sizes.map((size) => ({
    ...{ districtId, size, previousSize: size - 1, root: root(size), note, signedAt: anchoredAt, stamp: '' },
  }));
  const anchorings = sizes.map((size) => {
    const row = {
      ...{ districtId, ledgerName, ledgerKind: 'fabric-development' as const, size, previousSize: size - 1 },
      ...{
        witness: 'none' as const,
        transactionId: transactionId(size),
        payload: { blockNumber: size },
        anchoredAt,
      },
    };
    return { ...row, stamp: stamp(anchoringStatement(row, origin, root(size)), key!) };
  });
  await t.owner.insertInto('checkpoints').values(checkpoints).execute();
  await t.owner.insertInto('anchorings').values(anchorings).execute();
  const { keys } = t.logKeys.trust().logs.find((each) => each.origin === origin)!;
  return { districtId, divisionCode, origin, keys };
}

test('a peer that lacks more than is read at once: each is named, and no row of ours is accused', async () => {
  const newest = pageSize + 50;
  const log = await logAnchoredUpTo(newest);
  const added: string[] = [];
  const comparing = {
    ...{ owner: t.owner, log, ledgerName, isOwed: () => true },
    add: (code: string, place: string) => added.push(`${code} ${place}`),
  };
  const checkpoint = {
    ...{ origin: log.origin, size: newest, root: root(newest), note },
    ...{ organisation: 'EduBureauMSP', proposedAt: anchoredAt, transactionId: transactionId(newest) },
  };
  const held = [{ checkpoint, block: newest }];
  expect(await compareHeld(comparing, { after: 0, upTo: newest, held })).toEqual([]);
  expect(added).toHaveLength(newest - 1);
  expect(added.at(-1)).toBe(`peer-lacks ${newest - 1}`);
});

test('blocks that our anchorings know of may be damaged in any number, also at the only peer that answers', async () => {
  const log = await logAnchoredUpTo(100);
  const report = new Report();
  const damaged = {
    organisation: { mspId: 'EduBureauMSP', title: { zh: '教育局', en: 'Education Bureau' } },
    name: 'damaged',
    height: async () => 101,
    async *blocks(end: number) {
      const flaws = [{ code: 'block-refused', place: 'no' } as const];
      for (let number = 0; number < end; number++) yield { number, flaws, isCertain: false, anchored: [] };
    },
    head: async () => undefined,
    checkpoints: async () => [],
  };
  const identity = { kind: 'fabric-development', name: ledgerName, witness: 'none' } as const;
  const ledger = { identity, label: '', peers: [damaged], async [Symbol.asyncDispose]() {} };
  const trust = { logs: [], ledgers: [] };
  await auditLedger({ owner: t.owner, ledger, trust, report, logs: [log], isWhole: false });
  expect(report.findings.map(({ code }) => code)).toEqual(Array(101).fill('block-refused'));
});
