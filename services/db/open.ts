import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { isLocked } from '#ledger/process/lock-folder.ts';
import type { Config } from '../config.ts';
import { lockForProduct, openOrRefuse } from '../start-checks.ts';
import { reasonOf, StartRefused } from '../start-refused.ts';
import { appRole, type Connection, connect, type Db } from './connect.ts';
import { openEmbeddedPostgres } from './embedded.ts';
import { keepEmbedded } from './keep-embedded.ts';
import { migrate } from './migrate.ts';

export interface Database extends AsyncDisposable {
  /** Works as the role that row-level security binds. */
  readonly db: Db;
  /** Works as owner: migrations, and the audit that must see every district. */
  readonly owner: Db;
}

/** The product runs for long and owns its embedded server; a command works beside it, or alone for a moment. */
export type Visitor = 'product' | 'command';

type Settings = Pick<Config, 'databaseUrl' | 'dataDir'>;

/**
 * Opens the configured database, migrates it, and closes it again on disposal.
 * @throws StartRefused for a second product on one embedded database, and when the database does not start, cannot be
 * reached or cannot be migrated
 */
export async function openDatabase(
  config: Settings,
  log: Logger,
  visitor: Visitor = 'command',
): Promise<Database> {
  return await openOrRefuse('The database cannot be used', () => openAndMigrate(config, log, visitor));
}

async function openAndMigrate(config: Settings, log: Logger, visitor: Visitor): Promise<Database> {
  await using opened = new AsyncDisposableStack();
  const target = config.databaseUrl
    ? { url: config.databaseUrl }
    : opened.use(await embeddedServer(config.dataDir, visitor, log));
  const owner = connect({ target, max: 2, log });
  opened.defer(() => owner.destroy());
  await reach(owner);
  const applied = await migrate(owner);
  if (applied.length > 0) log.info({ applied }, 'database migrated');
  const db = connect({ target, role: appRole, log });
  opened.defer(() => db.destroy());
  const resources = opened.move();
  return { db, owner, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

async function reach(owner: Db): Promise<void> {
  try {
    await sql`select 1`.execute(owner);
  } catch (cause) {
    throw new StartRefused(`The database cannot be reached: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * The embedded server, started unless it runs. It runs already beside the product, and after a product that was killed. The
 * product keeps it running and ends it in any case; a command ends what it started, unless a product has come in the meantime.
 */
async function embeddedServer(
  dataDir: string,
  visitor: Visitor,
  log: Logger,
): Promise<Extract<Connection['target'], { socketDir: string }> & AsyncDisposable> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const product = { root: dataDir, lock: join(dataDir, 'product.lock') };
  await using opened = new AsyncDisposableStack();
  if (visitor === 'product') opened.use(lockForProduct(product));
  const server = await openEmbeddedPostgres({ dataDir });
  if (visitor === 'product') opened.use(keepEmbedded(server, dataDir, log));
  else
    opened.defer(async () => {
      if (server.started && !isLocked(product)) await server.stop();
    });
  const resources = opened.move();
  return {
    socketDir: server.socketDir,
    database: 'postgres',
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
