import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteAddress, runningAddress } from '#services/running-address.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shansu-address-'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

test('the address is known while the process lives and says so', () => {
  expect(runningAddress(dataDir)).toBeUndefined();
  {
    using _noted = noteAddress(dataDir, 'http://localhost:4000');
    expect(runningAddress(dataDir)).toBe('http://localhost:4000');
  }
  expect(runningAddress(dataDir)).toBeUndefined();
});

test('what a killed process left is not believed, though another has its number now', () => {
  using _noted = noteAddress(dataDir, 'http://localhost:4000');
  const file = join(dataDir, 'running.json');
  const note = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...note, began: '1' }));
  expect(runningAddress(dataDir)).toBeUndefined();
});
