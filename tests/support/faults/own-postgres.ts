import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { appRole, connect, type Db, databaseOn, openPool } from '#services/db/connect.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '#services/db/embedded.ts';
import { migrate } from '#services/db/migrate.ts';
import type { TestDatabase } from '../database.ts';
import { type Faults, faultyPool } from '../faults.ts';

/** A PostgreSQL of its own, durable as in operation, that can be killed and started again. */
export class OwnPostgres implements AsyncDisposable {
  /** Holds the cluster in `postgres`, as the product's own DATA_DIR does. */
  readonly dataDir: string;
  #server: EmbeddedPostgres;

  private constructor(dataDir: string, server: EmbeddedPostgres) {
    this.dataDir = dataDir;
    this.#server = server;
  }

  static async open(): Promise<OwnPostgres> {
    const dataDir = mkdtempSync(join(tmpdir(), 'shansu-postgres-'));
    return new OwnPostgres(dataDir, await openEmbeddedPostgres({ dataDir }));
  }

  get socketDir(): string {
    return this.#server.socketDir;
  }

  /** Its one database, migrated; to be handed to `testApp`. */
  async database(max: number, faults: Faults): Promise<TestDatabase> {
    const { socketDir } = this;
    const target = { socketDir, database: 'postgres' };
    const log = pino({ level: 'silent' });
    const owner = connect({ target, max: 2, log });
    await migrate(owner);
    const db = databaseOn(faultyPool(openPool({ target, role: appRole, max, log }), faults));
    return {
      ...{ db, owner, name: 'postgres' },
      url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketDir)}`,
      async [Symbol.asyncDispose]() {
        await db.destroy();
        await owner.destroy();
      },
    };
  }

  async version(): Promise<string> {
    const target = { socketDir: this.socketDir, database: 'postgres' };
    const db = connect({ target, max: 1, log: pino({ level: 'silent' }) });
    const { rows } = await sql<{ serverVersion: string }>`show server_version`.execute(db);
    await db.destroy();
    return rows[0]!.serverVersion;
  }

  /** The kernel ends the postmaster at once; its backends notice by themselves that it is gone, and end. */
  kill(): void {
    const pid = Number.parseInt(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
  }

  /** What whoever operates it does after a crash. */
  async start(): Promise<void> {
    this.#server = await openEmbeddedPostgres({ dataDir: this.dataDir });
  }

  /** Ends it cleanly, for instance because the product is to start it. */
  async stop(): Promise<void> {
    await this.#server.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Whoever started the one that runs now may be gone.
    await this.start();
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/**
 * Kills a session of the product in the midst of a transaction. The postmaster takes that for a crash: it ends all other
 * sessions and recovers from the write-ahead log.
 */
export async function killBackend(owner: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where application_name = 'shansu' and xact_start is not null and pid <> pg_backend_pid() limit 1`.execute(
      owner,
    );
    const [busy] = rows;
    if (busy) return void process.kill(busy.pid, 'SIGKILL');
    await delay(5);
  }
}
