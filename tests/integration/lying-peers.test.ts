import { expect, test } from 'vitest';
import type { AuditedPeer, BlockFlawCode, CheckedBlock } from '#ledger/audited-ledger.ts';
import { auditLedger } from '#services/audit/audit-ledger.ts';
import { Report } from '#services/audit/index.ts';
import type { Db } from '#services/db/connect.ts';

const block = (number: number): CheckedBlock => ({
  ...{ number, flaws: [], headerHash: `${number}`, outcome: '', isCertain: true, anchored: [] },
});

const flawed = (number: number, code: BlockFlawCode): CheckedBlock => ({
  ...{ number, flaws: [{ code, place: 'no' }], anchored: [] },
  isCertain: code === 'block-signature' || code === 'block-link',
});
const refused = (number: number) => flawed(number, 'block-refused');

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

const made: readonly BlockFlawCode[] = [
  'block-refused',
  'block-form',
  'block-number',
  'block-data',
  'block-link',
  'block-signature',
  'block-codes',
];
const madeUp = [
  ...made.map((code) => [code, (_: number) => code] as const),
  ['one after the other', (number: number) => made[number % made.length]!] as const,
];

test.each(madeUp)('a peer that makes blocks up without end is given up: %s', async (_, codeAt) => {
  const honest = peer('Honest', 40, block);
  const boasting = peer('Boasting', 2 ** 52, (number) =>
    number < 40 ? block(number) : flawed(number, codeAt(number)),
  );
  const { findings, exit, ledger } = await audited(honest, boasting);
  expect(exit).toBe(1);
  expect(ledger!.peers).toMatchObject([{ blocks: 40 }, { height: 2 ** 52 }]);
  expect(findings.at(-1)).toMatchObject({ code: 'peer-unreachable' });
  expect(new Set(findings.map((each) => each.peer?.organisation))).toEqual(new Set(['Boasting']));
  expect(findings.length).toBeLessThan(100);
});

test('two peers that make blocks up do not vouch for each other', async () => {
  const boasting = (name: string) => peer(name, 2 ** 52, (number) => flawed(number, 'block-form'));
  const { findings } = await audited(boasting('One'), boasting('Other'));
  expect(findings.filter(({ code }) => code === 'peer-unreachable')).toHaveLength(2);
});

test('of blocks that another peer shows, any number may be damaged', async () => {
  const { findings, ledger } = await audited(
    peer('Honest', 300, block),
    peer('Damaged', 300, (number) => (number < 200 ? refused(number) : block(number))),
  );
  expect(findings.map(({ code }) => code)).toEqual(Array(200).fill('block-refused'));
  expect(ledger!.peers).toMatchObject([{ blocks: 300 }, { blocks: 300 }]);
});

test('some blocks that a peer cannot give do not end the reading', async () => {
  const { findings } = await audited(
    peer('Honest', 300, block),
    peer('Damaged', 300, (number) => (number % 3 === 0 ? refused(number) : block(number))),
  );
  expect(findings.map(({ code }) => code)).toEqual(Array(100).fill('block-refused'));
});
