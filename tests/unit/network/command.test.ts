import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'shansu-network-'));
afterAll(() => rmSync(root, { recursive: true }));

const main = join(import.meta.dirname, '../../../ledger/network/main.ts');

function network(...args: string[]) {
  const env = { ...process.env, DATA_DIR: root };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env });
  expect(stdout + stderr).not.toMatch(/^ {4}at /m);
  return { exit: status, output: stdout + stderr };
}

test.each([[[]], [['nosuch']], [['up', '--nosuch']], [['up', '--dir']], [['up', '--profile', 'raft2']]])(
  'wrong usage is told from failure: %j',
  (args) => {
    const { exit, output } = network(...args);
    expect(output).toMatch(/Usage|there are: solo, raft3, bft4/);
    expect(exit).toBe(2);
    expect(existsSync(join(root, 'fabric'))).toBe(false);
  },
);

test('failure is told in a sentence', () => {
  writeFileSync(join(root, 'file'), '');
  const { exit, output } = network('prepare', '--dir', join(root, 'file'));
  expect(output).toContain(join(root, 'file'));
  expect(exit).toBe(1);
});
