import { sql } from 'kysely';
import { rows } from '#schemas/rows/index.ts';
import type { Db } from './connect.ts';
import { migrate } from './migrate.ts';

const bookkeeping = ['kysely_migration', 'kysely_migration_lock'];

/**
 * Removes everything that the product keeps in a database, for good, and begins anew. What others keep there stays.
 *
 * Only for a demo whose writing was interrupted: nothing in it was ever shown to anyone; and for a database without districts.
 *
 * @param upTo the last migration to apply; all when left out
 */
export async function clearDatabase(owner: Db, upTo?: string): Promise<void> {
  await owner.transaction().execute(async (tx) => {
    for (const table of [...Object.keys(rows), ...bookkeeping]) {
      await tx.schema.dropTable(table).ifExists().cascade().execute();
    }
    await sql`drop function if exists refuse_change`.execute(tx);
  });
  await migrate(owner, upTo);
}
