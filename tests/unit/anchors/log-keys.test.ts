import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerTrust } from '#ledger/port.ts';
import { formatVerifierKey, signCheckpoint } from '#ledger/sign.ts';
import { parseTrust } from '#ledger/trust.ts';
import { LogKeyMissing, LogKeys } from '#services/anchors/index.ts';
import { TRUST_TEXT } from '#tests/unit/ledger/witnessed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shansu-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const origin = 'log.example/a';
const secrets = () => join(folder, 'keys', 'logs');

/** Two networks of other organisations. */
const networks = (kind: LedgerTrust['kind']): [LedgerTrust, LedgerTrust] =>
  JSON.parse(TRUST_TEXT)
    .ledgers.slice(0, 2)
    .map((ledger: LedgerTrust) => ({ ...ledger, kind }));

/** A head of the log, signed by whoever signs it now. */
const headBy = (keys: LogKeys, size = 3) => ({
  note: signCheckpoint({ origin, size, root: new Uint8Array(32) }, ...keys.signers(origin, undefined)),
});

describe('the first key of a log', () => {
  test('is made once, for its owner alone, and named in the trust file', () => {
    const [key] = new LogKeys(folder).signers(origin, undefined);
    new LogKeys(folder).signers('log.example/b', undefined);
    expect(readdirSync(secrets())).toHaveLength(2);
    for (const file of readdirSync(secrets()))
      expect(statSync(join(secrets(), file)).mode & 0o777).toBe(0o600);
    const keys = new LogKeys(folder);
    expect(keys.signers(origin, undefined)).toEqual([key]);
    expect(keys.signers(origin, headBy(keys))).toEqual([key]);
    expect(keys.trust().logs.map((log) => [log.origin, log.keys.length])).toEqual([
      [origin, 1],
      ['log.example/b', 1],
    ]);
    expect(keys.file.keysOf(origin)).toEqual([{ vkey: formatVerifierKey(key!), fromSize: 0 }]);
  });

  test('is not made for a log that was signed elsewhere', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'shansu-keys-'));
    const head = headBy(new LogKeys(elsewhere));
    rmSync(elsewhere, { recursive: true });
    expect(() => new LogKeys(folder).signers(origin, head)).toThrow(LogKeyMissing);
    expect(readdirSync(secrets())).toEqual([]);
    expect(new LogKeys(folder).file.keysOf(origin)).toEqual([]);
  });

  test('is missed, not replaced, when its secret is gone', () => {
    const keys = new LogKeys(folder);
    const head = headBy(keys);
    const [file] = readdirSync(secrets());
    rmSync(join(secrets(), file!));
    for (const before of [head, undefined])
      expect(() => keys.signers(origin, before)).toThrow(join('keys', 'logs', file!));
  });

  test('is recognised by what it is, not by the name of its file', () => {
    const keys = new LogKeys(folder);
    keys.signers(origin, undefined);
    const [own] = readdirSync(secrets());
    keys.signers('log.example/b', undefined);
    const other = readdirSync(secrets()).find((file) => file !== own);
    renameSync(join(secrets(), other!), join(secrets(), own!));
    expect(() => keys.signers(origin, undefined)).toThrow('holds another key');
  });
});

describe('the trust file', () => {
  test('as it is published is what a verifier reads', () => {
    const keys = new LogKeys(folder);
    keys.signers(origin, undefined);
    expect(readFileSync(join(folder, 'trust.json'), 'utf8')).toBe(keys.trustFile());
    expect(parseTrust(keys.trustFile())).toEqual(keys.trust());
  });

  test('names a ledger as a witness once, however often it is opened', () => {
    const [first, second] = networks('fabric');
    for (const ledger of [first, second, first]) new LogKeys(folder).admitLedger(ledger);
    expect(JSON.parse(new LogKeys(folder).trustFile()).ledgers).toEqual([first, second]);
  });

  test.each([
    ['fabric', 'fabric-development', /开发账本混用.*real Fabric network, which must not be mixed/s],
    ['fabric-development', 'fabric', /真实的 Fabric 网络混用.*development ledger, which must not be mixed/s],
  ] as const)('that rests on %s cannot go over to %s unseen', (before, after, reason) => {
    new LogKeys(folder).admitLedger(networks(before)[0]);
    const trusted = new LogKeys(folder).trustFile();
    expect(() => new LogKeys(folder).admitLedger(networks(after)[1])).toThrow(reason);
    expect(new LogKeys(folder).trustFile()).toBe(trusted);
  });

  test('tells at once what another process changed', () => {
    const [product, command] = [new LogKeys(folder), new LogKeys(folder)];
    product.signers(origin, undefined);
    for (const fromSize of [4, 9]) {
      command.file.changeKeys(origin, (keys) => [
        ...keys.map((key) => ({ ...key, untilSize: key.untilSize ?? fromSize - 1 })),
        { vkey: command.folder.make(origin), fromSize },
      ]);
      expect(product.file.keysOf(origin)).toEqual(command.file.keysOf(origin));
      expect(product.signers(origin, undefined)).toEqual(command.signers(origin, undefined));
    }
    expect(product.inUse(origin)).toMatchObject([{ fromSize: 9 }]);
  });

  test('is not begun anew over one that cannot be read', () => {
    writeFileSync(join(folder, 'trust.json'), '{}');
    expect(() => new LogKeys(folder)).toThrow(SyntaxError);
    expect(readFileSync(join(folder, 'trust.json'), 'utf8')).toBe('{}');
  });
});
