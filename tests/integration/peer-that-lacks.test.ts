import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageSize } from '#services/audit/audited.ts';
import { compareHeld } from '#services/audit/compare-held.ts';
import { ledgerName, logAnchoredAt, madeUpCheckpoint } from '#tests/support/anchored-log.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { auditOf, madeUpPeer } from '#tests/support/made-up-peer.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const upTo = (newest: number) => Array.from({ length: newest }, (_, index) => index + 1);
const codesOf = ({ findings }: { findings: readonly { code: string }[] }) => findings.map(({ code }) => code);

test('a peer that lacks more than is read at once: each is named, and no row of ours is accused', async () => {
  const newest = pageSize + 50;
  const log = await logAnchoredAt(t, upTo(newest));
  const added: string[] = [];
  const comparing = {
    ...{ owner: t.owner, log, ledgerName, isOwed: () => true },
    add: (code: string, place: string) => added.push(`${code} ${place}`),
  };
  const held = [{ checkpoint: log.checkpoints.at(-1)!, block: newest }];
  expect(await compareHeld(comparing, { after: 0, upTo: newest, held })).toEqual([]);
  expect(added).toHaveLength(newest - 1);
  expect(added.at(-1)).toBe(`peer-lacks ${newest - 1}`);
});

test('blocks that our anchorings know of may be damaged in any number, also at the only peer that answers', async () => {
  const log = await logAnchoredAt(t, upTo(100));
  const damaged = madeUpPeer('Damaged', 101, (number) => ({
    ...{ number, flaws: [{ code: 'block-refused', place: 'no' }], isCertain: false, anchored: [] },
  }));
  expect(codesOf(await auditOf([damaged], [log], t.owner))).toEqual(Array(101).fill('block-refused'));
});

test('a state without end is read no further than something explains it', async () => {
  const log = await logAnchoredAt(t, [1, 2 ** 40]);
  let asked = 0;
  const block = (number: number) => {
    const anchored = log.checkpoints.slice(number - 1, number);
    return { number, flaws: [], headerHash: '', outcome: '', isCertain: true, anchored };
  };
  const endless = madeUpPeer('Endless', 3, block, {
    head: async () => madeUpCheckpoint(log.origin, 2 ** 50),
    checkpoints: async (origin, from) => {
      asked += 1;
      return Array.from({ length: 1000 }, (_, index) => madeUpCheckpoint(origin, from + index));
    },
  });
  const report = await auditOf([endless], [log], t.owner);
  expect(new Set(codesOf(report))).toEqual(new Set(['peer-state']));
  expect(asked).toBeLessThan(5);
});
