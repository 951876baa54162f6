import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#services/db/connect.ts';

const asSuperuser = sql`set local session_replication_role = replica`;

/**
 * Changes tables the way a superuser can, past triggers and keys; `look` sees the changed state, then everything is
 * put back as it was.
 */
export async function tampered<T>(
  owner: Db,
  tables: readonly string[],
  change: RawBuilder<unknown> | readonly RawBuilder<unknown>[],
  look: () => Promise<T>,
): Promise<T> {
  await owner.transaction().execute(async (tx) => {
    await asSuperuser.execute(tx);
    for (const table of tables)
      await sql`create table ${sql.table(`kept_${table}`)} as table ${sql.table(table)}`.execute(tx);
    for (const one of [change].flat()) {
      const { numAffectedRows } = await one.execute(tx);
      if (!numAffectedRows) throw new Error('the change changed nothing');
    }
  });
  try {
    return await look();
  } finally {
    await owner.transaction().execute(async (tx) => {
      await asSuperuser.execute(tx);
      for (const table of tables) {
        const [live, kept] = [sql.table(table), sql.table(`kept_${table}`)];
        await sql`delete from ${live}`.execute(tx);
        await sql`insert into ${live} overriding system value table ${kept}`.execute(tx);
        await sql`drop table ${kept}`.execute(tx);
      }
    });
  }
}
