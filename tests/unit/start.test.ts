import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#services/config.ts';
import { runProduct } from '#services/main.ts';
import { reasonOf, StartRefused } from '#services/start-refused.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shansu-start-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (settings: Record<string, string>) =>
  runProduct(readConfig({ PORT: '0', ...settings }), pino({ level: 'silent' }), new AbortController().signal);

/** A port on which nobody else may listen for as long as the work takes. */
async function withTakenPort(work: (port: number) => Promise<void>): Promise<void> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  try {
    await work((other.address() as AddressInfo).port);
  } finally {
    other.close();
  }
}

test('a data folder that is none is refused in a sentence', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const refused = start({ DATA_DIR: file });
  await expect(refused).rejects.toThrow(StartRefused);
  await expect(refused).rejects.toThrow(/DATA_DIR cannot be used: .*file/);
});

test('a port that is taken is refused before anything is written', async () => {
  const dataDir = join(folder, 'taken');
  await withTakenPort(async (port) => {
    const refused = start({ DATA_DIR: dataDir, PORT: String(port) });
    await expect(refused).rejects.toThrow(`Cannot listen on 127.0.0.1:${port}`);
  });
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
});

test('a database that cannot be reached is refused in a sentence', async () => {
  let port = 0;
  await withTakenPort(async (taken) => {
    port = taken;
  });
  const refused = start({ DATA_DIR: folder, DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/none` });
  await expect(refused).rejects.toThrow(StartRefused);
  await expect(refused).rejects.toThrow('The database cannot be reached');
});

test('a host of several addresses, of which none answers, is told with a reason for each', async () => {
  const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
  let port = 0;
  await withTakenPort(async (taken) => {
    port = taken;
  });
  const socket = connect({ host: 'both', port, lookup: (_name, _options, found) => found(null, addresses) });
  const [error] = await once(socket, 'error');
  expect((error as Error).message).toBe('');
  expect(reasonOf(error)).toMatch(
    new RegExp(`ECONNREFUSED 127.0.0.1:${port}; .*ECONNREFUSED 127.0.0.2:${port}`),
  );
});

test('installing prints nothing where the command prints', () => {
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\nmkdir -p node_modules\necho added 1 package\n');
  chmodSync(join(folder, 'npm'), 0o755);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../../services/install.mjs')],
    { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}${delimiter}${process.env.PATH}` } },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toContain('added 1 package');
});
