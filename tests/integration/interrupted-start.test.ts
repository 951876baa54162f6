import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, expect, test, vi } from 'vitest';
import { audit } from '#services/audit.ts';
import { clearUnfinishedDemo } from '#services/districts/demo-districts.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { ServerProcess } from '#tests/support/server.ts';

/** The first start writes a demo district for a while. Ended there, the next start must be as good as the first. */

const root = mkdtempSync(join(tmpdir(), 'shansu-interrupted-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const settings = (name: string) => ({ DATA_DIR: join(root, name), DEMO_SIZE: 'small', LEDGER: 'devnet' });

const postmasterOf = (dataDir: string): number =>
  Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);

/** Runs until the demo is half written. */
async function untilHalfWritten(server: ServerProcess): Promise<void> {
  server.launch();
  await vi.waitUntil(() => server.output.includes('day 2 of 6') || !server.isRunning, { timeout: 90_000 });
  expect(server.isRunning).toBe(true);
}

/** What `demo --json` prints. */
async function printedDemo(env: Record<string, string>): Promise<unknown> {
  const options = { env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)('node', ['services/demo.ts', '--json'], options);
  return JSON.parse(stdout);
}

const databases: readonly [name: string, open: () => Promise<TestDatabase | undefined>][] = [
  ['embedded', async () => undefined],
  ['of one’s own', () => testDatabase(2)],
];

for (const [name, open] of databases)
  test(`killed while it writes the demo, on a database ${name}: the next start begins again`, async () => {
    await using database = await open();
    const env = { ...settings(name), ...(database && { DATABASE_URL: database.url }) };
    await using server = await ServerProcess.on(env);
    await untilHalfWritten(server);
    await server.end('SIGKILL');
    if (database) await sql`create table of_another_program as select 1 as kept`.execute(database.owner);

    await server.start();
    const demo = JSON.parse(readFileSync(join(env.DATA_DIR, 'demo.json'), 'utf8'));
    const elsewhere = { ...env, PORT: '1' };
    const url = server.url.replace('127.0.0.1', 'localhost');
    expect(await printedDemo(elsewhere)).toMatchObject({ url, codes: demo.codes });
    const page = await fetch(`${server.url}/T/${demo.codes.public}`);
    expect(page.status).toBe(200);
    await vi.waitUntil(async () => (await server.metric('leaf_queue_length')) === 0, { timeout: 60_000 });
    await vi.waitUntil(async () => (await server.metric('logs_behind')) === 0, { timeout: 60_000 });
    const { output, exit } = await audit(['--json'], env);
    expect(JSON.parse(output)).toMatchObject({ ok: true, counts: { districts: 1 } });
    expect(exit).toBe(0);
    if (database) {
      const kept = await sql<{ kept: number }>`select kept from of_another_program`.execute(database.owner);
      expect(kept.rows).toEqual([{ kept: 1 }]);
    }

    const postmaster = database ? undefined : postmasterOf(env.DATA_DIR);
    expect(await server.end('SIGTERM')).toBe(0);
    if (postmaster) expect(() => process.kill(postmaster, 0)).toThrow('ESRCH');
    expect(await printedDemo(elsewhere)).toMatchObject({ url: 'http://localhost:1', codes: demo.codes });
  }, 300_000);

test('a half-written demo is not removed with a district that is no demo', async () => {
  await using t = await testApp();
  await t.district();
  const districts = () => t.owner.selectFrom('districts').select('id').execute();
  const before = await districts();
  await expect(clearUnfinishedDemo(t.owner)).rejects.toThrow(/测试区 .* is in the same database/);
  expect(await districts()).toEqual(before);
});

test('told to end while it writes the demo, it ends and takes its database with it', async () => {
  const env = settings('told');
  await using server = await ServerProcess.on(env);
  await untilHalfWritten(server);
  const postmaster = postmasterOf(env.DATA_DIR);
  expect(await server.end('SIGINT')).toBe(0);
  expect(() => process.kill(postmaster, 0)).toThrow('ESRCH');
}, 180_000);
