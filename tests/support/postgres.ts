import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { connect } from '#services/db/connect.ts';
import { openEmbeddedPostgres } from '#services/db/embedded.ts';
import { migrate } from '#services/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the test server's socket; `template_shansu` is its migrated database. */
    postgresSocketDir: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. */
export async function setup({ provide }: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'shansu-test-'));
  const postgres = await openEmbeddedPostgres({ dataDir, volatile: true });
  const log = pino({ level: 'warn' });
  const admin = connect({ target: { socketDir: postgres.socketDir, database: 'postgres' }, max: 1, log });
  await sql`create database template_shansu`.execute(admin);
  await admin.destroy();
  const template = connect({
    target: { socketDir: postgres.socketDir, database: 'template_shansu' },
    max: 1,
    log,
  });
  await migrate(template);
  await template.destroy();
  provide('postgresSocketDir', postgres.socketDir);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
