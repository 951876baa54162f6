import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** The role without ownership that the product works as, so that row-level security binds it (0001_core creates it). */
export const appRole = 'shansu_app';

const { DATE, INT8, TIMESTAMPTZ } = pg.types.builtins;

/**
 * DATE stays the text it is (a Date would move it across time zones), timestamptz becomes the RFC 3339 text that
 * records hold, and bigint becomes a number that must be safe.
 */
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
  [INT8]: (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is not a safe integer`);
    return value;
  },
};

export interface Connection {
  /** `host=…` folder of a Unix socket, or a postgres:// URL. */
  readonly target: { readonly socketDir: string; readonly database: string } | { readonly url: string };
  readonly role?: string;
  readonly max?: number;
  readonly log: Logger;
}

/**
 * A pool with deadlines on the client's side too: a cut network leaves server-side timeouts unheard. Errors of idle
 * and of checked-out clients are logged; without listeners they would end the process.
 */
export const connect = (connection: Connection): Db => databaseOn(openPool(connection));

/** The pool alone; `databaseOn` makes it a database. */
export function openPool({ target, role, max = 20, log }: Connection): pg.Pool {
  const address =
    'url' in target
      ? { connectionString: target.url }
      : { host: target.socketDir, database: target.database, user: 'postgres' };
  const pool = new pg.Pool({
    ...address,
    max,
    application_name: 'shansu',
    options: ['-c timezone=UTC', ...(role ? [`-c role=${role}`] : [])].join(' '),
    connectionTimeoutMillis: 10_000,
    query_timeout: 35_000,
    statement_timeout: 30_000,
    lock_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    idleTimeoutMillis: 60_000,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // Not the error object: it carries the client, with its address and password.
  const lost = ({ message }: Error) => {
    if (!pool.ending) log.warn({ reason: message }, 'database connection lost');
  };
  pool.on('error', lost);
  pool.on('connect', (client) => void client.on('error', lost));
  return pool;
}

export function databaseOn(pool: PostgresPool): Db {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    // Keys inside jsonb are data, not column names.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
