import { expect, test } from 'vitest';
import { ledgerLines } from '#tests/support/closing-lines.ts';
import { LedgerUses } from '#tests/support/ledgers-in-use.ts';

test('the closing lines count each test on every ledger that it ran on', () => {
  const [development, fabric] = ['the development ledger', 'Hyperledger Fabric v3.1.5'];
  expect(
    ledgerLines([{ ledgers: [development] }, { ledgers: [] }, {}, { ledgers: [development, fabric] }]),
  ).toEqual(['Ledgers: 1 test on Hyperledger Fabric v3.1.5, 2 tests on the development ledger']);
});

test('the closing lines say loudly what did not run', () => {
  const [fabric, python] = ['Fabric programs', 'Python'];
  const notRun = (tests: number, missing: string) => ({ notRun: { tests, missing } });
  expect(ledgerLines([notRun(4, fabric), notRun(2, python), notRun(10, fabric), {}])).toEqual([
    '*** 14 tests NOT RUN: no Fabric programs found',
    '*** 2 tests NOT RUN: no Python found',
  ]);
});

test('without any ledger there is nothing to say', () => {
  expect(ledgerLines([{ ledgers: [] }, {}])).toEqual([]);
});

test('a ledger counts for each test during which it ran, however short', () => {
  const uses = new LedgerUses();
  uses.beginTest();
  uses.begin('of a moment')[Symbol.dispose]();
  const lasting = uses.begin('that lasts');
  expect(uses.duringTest).toEqual(['of a moment', 'that lasts']);
  uses.beginTest();
  lasting[Symbol.dispose]();
  expect(uses.duringTest).toEqual(['that lasts']);
  uses.beginTest();
  expect(uses.duringTest).toEqual([]);
});
