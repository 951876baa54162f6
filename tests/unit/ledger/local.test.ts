import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalLedger } from '#ledger/local/ledger.ts';
import { LedgerError } from '#ledger/port.ts';
import { ledgerContract } from '#tests/support/ledger-contract.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shansu-ledger-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the local ledger keeps the contract', () => {
  ledgerContract(() => openLocalLedger(join(folder, 'contract.jsonl')));
});

const PUBLICATION = {
  origin: 'log.example/a',
  root: new Uint8Array(32),
  note: 'note',
  previousSize: 0,
  consistencyProof: [],
};

test('it remembers across processes and drops a line that a crash cut short', async () => {
  const path = join(folder, 'crash.jsonl');
  const first = await openLocalLedger(path, () => new Date('2026-03-01T08:00:00Z'));
  const anchoring = await first.publish({ ...PUBLICATION, size: 1 });
  await first[Symbol.asyncDispose]();
  const whole = await readFile(path, 'utf8');
  await appendFile(path, whole.slice(0, 40));

  await using second = await openLocalLedger(path);
  expect(await second.latest('log.example/a')).toEqual(anchoring);
  await second.publish({ ...PUBLICATION, origin: 'log.example/b', size: 2 });
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
});

test('it says that nobody else witnesses it', async () => {
  await using ledger = await openLocalLedger(join(folder, 'identity.jsonl'));
  expect(ledger.identity).toMatchObject({ kind: 'local', witness: 'none' });
});

test('a file that can no longer be written is unavailable, not lost', async () => {
  const ledger = await openLocalLedger(join(folder, 'closed.jsonl'));
  await ledger[Symbol.asyncDispose]();
  await expect(ledger.publish({ ...PUBLICATION, size: 1 })).rejects.toThrow(LedgerError);
});
