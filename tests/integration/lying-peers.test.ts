import { expect, test } from 'vitest';
import type { BlockFlawCode, CheckedBlock } from '#ledger/audited-ledger.ts';
import { auditOf, madeUpPeer as peer } from '#tests/support/made-up-peer.ts';

const block = (number: number): CheckedBlock => ({
  ...{ number, flaws: [], headerHash: `${number}`, outcome: '', isCertain: true, anchored: [] },
});

const flawed = (number: number, code: BlockFlawCode): CheckedBlock => ({
  ...{ number, flaws: [{ code, place: 'no' }], anchored: [] },
  isCertain: code === 'block-signature' || code === 'block-link',
});
const refused = (number: number) => flawed(number, 'block-refused');

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
  const { findings, exit, ledger } = await auditOf([honest, boasting]);
  expect(exit).toBe(1);
  expect(ledger!.peers).toMatchObject([{ blocks: 40 }, { height: 2 ** 52 }]);
  expect(findings.at(-1)).toMatchObject({ code: 'peer-unreachable' });
  expect(new Set(findings.map((each) => each.peer?.organisation))).toEqual(new Set(['Boasting']));
  expect(findings.length).toBeLessThan(100);
});

test('two peers that make blocks up do not vouch for each other', async () => {
  const boasting = (name: string) => peer(name, 2 ** 52, (number) => flawed(number, 'block-form'));
  const { findings } = await auditOf([boasting('One'), boasting('Other')]);
  expect(findings.filter(({ code }) => code === 'peer-unreachable')).toHaveLength(2);
});

test('of blocks that another peer shows, any number may be damaged', async () => {
  const { findings, ledger } = await auditOf([
    peer('Honest', 300, block),
    peer('Damaged', 300, (number) => (number < 200 ? refused(number) : block(number))),
  ]);
  expect(findings.map(({ code }) => code)).toEqual(Array(200).fill('block-refused'));
  expect(ledger!.peers).toMatchObject([{ blocks: 300 }, { blocks: 300 }]);
});

test('some blocks that a peer cannot give do not end the reading', async () => {
  const { findings } = await auditOf([
    peer('Honest', 300, block),
    peer('Damaged', 300, (number) => (number % 3 === 0 ? refused(number) : block(number))),
  ]);
  expect(findings.map(({ code }) => code)).toEqual(Array(100).fill('block-refused'));
});
