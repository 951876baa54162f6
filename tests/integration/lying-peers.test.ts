import { expect, test } from 'vitest';
import type { AuditedPeer, CheckedBlock } from '#ledger/audited-ledger.ts';
import { auditLedger } from '#services/audit/audit-ledger.ts';
import { Report } from '#services/audit/index.ts';
import type { Db } from '#services/db/connect.ts';

const block = (number: number): CheckedBlock => ({
  ...{ number, flaws: [], headerHash: `${number}`, outcome: '', isCertain: true, anchored: [] },
});

const refused = (number: number): CheckedBlock => ({
  ...{ number, flaws: [{ code: 'block-refused', place: 'no' }], isCertain: false, anchored: [] },
});

/** @param height what it says it has */
function peer(mspId: string, height: number, blockAt: (number: number) => CheckedBlock): AuditedPeer {
  let next = 0;
  return {
    organisation: { mspId, title: { zh: mspId, en: mspId } },
    name: mspId.toLowerCase(),
    height: async () => height,
    async *blocks(end) {
      for (; next < end; next++) yield blockAt(next);
    },
    head: async () => undefined,
    checkpoints: async () => [],
  };
}

async function audited(...peers: AuditedPeer[]): Promise<Report> {
  const report = new Report();
  const identity = { kind: 'fabric', name: 'shansu/witness', witness: 'organisations' } as const;
  const ledger = { identity, label: 'a network', peers, async [Symbol.asyncDispose]() {} };
  const trust = { logs: [], ledgers: [] };
  await auditLedger({ owner: undefined as unknown as Db, ledger, trust, report, logs: [], isWhole: true });
  return report;
}

test('a peer that claims more blocks than there can be is given up, and the others are audited', async () => {
  const honest = peer('Honest', 40, block);
  const boasting = peer('Boasting', 2 ** 52, (number) => (number < 40 ? block(number) : refused(number)));
  const { findings, exit, ledger } = await audited(honest, boasting);
  expect(exit).toBe(1);
  expect(ledger!.peers).toMatchObject([{ blocks: 40 }, { height: 2 ** 52 }]);
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['block-refused', 'peer-unreachable']));
  expect(new Set(findings.map((each) => each.peer?.organisation))).toEqual(new Set(['Boasting']));
  expect(findings.length).toBeLessThan(100);
});

test('some blocks that a peer cannot give do not end the reading', async () => {
  const { findings } = await audited(
    peer('Honest', 300, block),
    peer('Damaged', 300, (number) => (number % 3 === 0 ? refused(number) : block(number))),
  );
  expect(findings.map(({ code }) => code)).toEqual(Array(100).fill('block-refused'));
});
