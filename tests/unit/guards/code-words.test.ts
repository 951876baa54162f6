import { expect, test } from 'vitest';
import { refusalCodes } from '#ledger/chaincode/refusal.ts';
import { FAILURES } from '#ledger/failures.ts';
import type { LedgerErrorCode } from '#ledger/port.ts';
import { problems } from '#schemas/problem.ts';
import { recordTypes } from '#schemas/records/index.ts';
import { FINDINGS } from '#services/audit/findings.ts';
import { sources } from '#tests/support/sources.ts';

const textOf = (path: string): string => sources(path)[0]!.text;

/** The rows of a README's tables that begin with a code word. */
const tableOf = (path: string): string[][] =>
  [...textOf(path).matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, code, meaning]) => [code!, meaning!]);

test('the audit’s README lists exactly the findings of the code', () => {
  expect(tableOf('services/audit/README.md')).toEqual(
    Object.entries(FINDINGS).map(([code, { en }]) => [code, en]),
  );
});

test('the witness’s README lists exactly the refusals of the code', () => {
  const codes = tableOf('ledger/chaincode/README.md').map(([code]) => code!);
  expect(codes.toSorted()).toEqual([...refusalCodes].toSorted());
});

const ledgerErrors: Record<LedgerErrorCode, true> = {
  'ledger-unavailable': true,
  'ledger-conflict': true,
  'ledger-rejected': true,
};
const known = new Set([
  ...[FAILURES, FINDINGS, ledgerErrors, problems].flatMap(Object.keys),
  ...refusalCodes,
  ...Object.keys(recordTypes),
]);

test.each([
  'ledger/README.md',
  'ledger/chaincode/README.md',
  'services/anchors/README.md',
  'services/audit/README.md',
  'services/backup/README.md',
])('every code word that %s names is one of the code', (path) => {
  const notCodes = ['fabric-development'];
  const named = [...textOf(path).matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, word]) => word!);
  expect(named.filter((word) => !known.has(word) && !notCodes.includes(word))).toEqual([]);
});
