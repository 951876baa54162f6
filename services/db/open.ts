import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { appRole, connect, type Db } from './connect.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded.ts';
import { migrate } from './migrate.ts';

export interface Database extends AsyncDisposable {
  /** Works as the role that row-level security binds. */
  readonly db: Db;
  /** Works as owner: migrations, and the audit that must see every district. */
  readonly owner: Db;
}

/**
 * Opens the configured database, migrates it, and closes it again on disposal. The embedded server is ended by whoever
 * started it; one that was running already is left running.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
): Promise<Database> {
  const embedded = config.databaseUrl ? undefined : await openEmbeddedPostgres({ dataDir: config.dataDir });
  const target = config.databaseUrl
    ? { url: config.databaseUrl }
    : { socketDir: (embedded as EmbeddedPostgres).socketDir, database: 'postgres' };
  const owner = connect({ target, max: 2, log });
  try {
    const applied = await migrate(owner);
    if (applied.length > 0) log.info({ applied }, 'database migrated');
  } catch (error) {
    await owner.destroy();
    await embedded?.stop();
    throw error;
  }
  const db = connect({ target, role: appRole, log });
  return {
    db,
    owner,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await owner.destroy();
      if (embedded?.started) await embedded.stop();
    },
  };
}
