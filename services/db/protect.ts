import { type Kysely, sql } from 'kysely';

/**
 * Row-level security: a row is visible and writable only in a transaction that announced its district (`transact`,
 * `read`). FORCE binds the owner too; only a superuser passes.
 */
export async function protectByDistrict(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy own_district on ${sql.table(table)}
        using (district_id = nullif(current_setting('shansu.district', true), '')::uuid)`.execute(db);
  }
}
