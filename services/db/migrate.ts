import { promises as fs } from 'node:fs';
import path from 'node:path';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { Db } from './connect.ts';

/**
 * Brings the schema up to date, or to the migration that is named; forward only. Refuses a database that is newer than this
 * program.
 */
export async function migrate(db: Db, upTo?: string): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: new FileMigrationProvider({
      fs,
      path,
      migrationFolder: path.join(import.meta.dirname, 'migrations'),
    }),
  });
  const { error, results = [] } = await (upTo === undefined
    ? migrator.migrateToLatest()
    : migrator.migrateTo(upTo));
  if (error) {
    const failed =
      results.find(({ status }) => status === 'Error')?.migrationName ?? 'before the first migration';
    throw new Error(`migration ${failed}: ${(error as Error).message}; nothing of that step was kept`, {
      cause: error,
    });
  }
  return results.map(({ migrationName }) => migrationName);
}
