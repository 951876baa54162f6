import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LogKeys } from '#services/anchors/index.ts';
import { openPaperStore } from '#services/papers/index.ts';
import { secretFile } from '#services/secret-file.ts';
import { unsyncedAfter } from '#tests/support/synced.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shansu-durable-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder and all that is in it, but for what is there for a moment only. */
const everything = (top: string) => [
  top,
  ...readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('incoming'))
    .map((name) => join(top, name)),
];

test('a paper reaches the disk with every folder that leads to it', async () => {
  const dataDir = join(folder, 'papers-of-one');
  const unsynced = await unsyncedAfter(
    async () => await (await openPaperStore(join(dataDir, 'papers'))).put(new Uint8Array(9)),
    () => everything(dataDir),
  );
  expect(unsynced).toEqual([]);
});

test.each<[string, (dataDir: string) => unknown]>([
  ['the key of personal values', (dataDir) => secretFile(join(dataDir, 'keys', 'personal.key'))],
  ['the key of a log', (dataDir) => new LogKeys(dataDir).signers('a.example/1', undefined)],
])('%s does so too', async (what, make) => {
  const dataDir = join(folder, what);
  expect(
    await unsyncedAfter(
      () => make(dataDir),
      () => everything(dataDir),
    ),
  ).toEqual([]);
});
