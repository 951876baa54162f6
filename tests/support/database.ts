import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { inject } from 'vitest';
import { appRole, connect, type Db, databaseOn, openPool } from '#services/db/connect.ts';
import { Faults, faultyPool } from './faults.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly db: Db;
  /** Passes row-level security: for looking at what the product wrote. */
  readonly owner: Db;
  readonly name: string;
  readonly url: string;
}

/** A migrated database of its own, cloned from the template in some 50 ms. */
export async function testDatabase(max = 10, faults = new Faults()): Promise<TestDatabase> {
  const socketDir = inject('postgresSocketDir');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const log = pino({ level: 'silent' });
  const admin = connect({ target: { socketDir, database: 'postgres' }, max: 1, log });
  await sql`create database ${sql.ref(name)} template template_shansu`.execute(admin);
  const target = { socketDir, database: name };
  const db = databaseOn(faultyPool(openPool({ target, role: appRole, max, log }), faults));
  const owner = connect({ target, max: 2, log });
  return {
    db,
    owner,
    name,
    url: `postgres://postgres@localhost/${name}?host=${encodeURIComponent(socketDir)}`,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await owner.destroy();
      await sql`drop database ${sql.ref(name)} with (force)`.execute(admin);
      await admin.destroy();
    },
  };
}
