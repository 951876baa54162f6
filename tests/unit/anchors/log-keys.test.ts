import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LedgerTrust } from '#ledger/port.ts';
import { parseTrust } from '#ledger/trust.ts';
import { openLogKeys } from '#services/anchors/index.ts';
import { TRUST_TEXT } from '#tests/unit/ledger/witnessed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shansu-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyFile = () => join(folder, 'keys', 'log.key');
const ranges = (origin: string) =>
  openLogKeys(folder)
    .trust()
    .logs.find((log) => log.origin === origin)
    ?.keys.map(({ keyId, fromSize, untilSize }) => ({ keyId, fromSize, untilSize }));

/** Two networks of other organisations. */
const networks = (kind: LedgerTrust['kind']): [LedgerTrust, LedgerTrust] =>
  JSON.parse(TRUST_TEXT)
    .ledgers.slice(0, 2)
    .map((ledger: LedgerTrust) => ({ ...ledger, kind }));

test('the key is made once, for its owner alone, and published for each log', () => {
  const keys = openLogKeys(folder);
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  keys.admit('log.example/a', 0);
  keys.admit('log.example/b', 7);
  keys.admit('log.example/a', 100);
  const again = openLogKeys(folder);
  expect(again.signer('log.example/a')).toEqual(keys.signer('log.example/a'));
  expect(readFileSync(join(folder, 'trust.json'), 'utf8')).toBe(keys.trustFile());
  for (const origin of ['log.example/a', 'log.example/b'])
    expect(ranges(origin)).toMatchObject([{ fromSize: 0, untilSize: Number.MAX_SAFE_INTEGER }]);
});

test('another key takes over where the old one stopped', () => {
  openLogKeys(folder).admit('log.example/a', 0);
  const [old] = ranges('log.example/a')!;
  rmSync(keyFile());
  openLogKeys(folder).admit('log.example/a', 90);
  openLogKeys(folder).admit('log.example/a', 120);
  expect(ranges('log.example/a')).toEqual([
    { ...old, untilSize: 90 },
    { keyId: expect.not.stringMatching(old!.keyId), fromSize: 91, untilSize: Number.MAX_SAFE_INTEGER },
  ]);
});

test('a ledger is named as a witness once, however often it is opened', () => {
  const [first, second] = networks('fabric');
  for (const ledger of [first, second, first]) openLogKeys(folder).admitLedger(ledger);
  const { ledgers } = JSON.parse(openLogKeys(folder).trustFile());
  expect(ledgers).toEqual([first, second]);
});

test.each([
  ['fabric', 'fabric-development', /开发账本混用.*real Fabric network, which must not be mixed/s],
  ['fabric-development', 'fabric', /真实的 Fabric 网络混用.*development ledger, which must not be mixed/s],
] as const)('who rests on %s cannot go over to %s unseen', (before, after, reason) => {
  openLogKeys(folder).admitLedger(networks(before)[0]);
  const trusted = openLogKeys(folder).trustFile();
  expect(() => openLogKeys(folder).admitLedger(networks(after)[1])).toThrow(reason);
  expect(openLogKeys(folder).trustFile()).toBe(trusted);
});

test('the published file is what a verifier reads', () => {
  const keys = openLogKeys(folder);
  keys.admit('log.example/a', 0);
  expect(parseTrust(keys.trustFile())).toEqual(keys.trust());
});
