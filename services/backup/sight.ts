import { type Kysely, sql } from 'kysely';

/**
 * Row-level security hides districts from everybody but a superuser: a copy made without that right would lack rows, and say
 * nothing.
 * @throws Error
 */
export async function requireSight(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ sees: boolean; name: string }>`
    select rolsuper or rolbypassrls as sees, rolname as name from pg_roles where rolname = current_user`.execute(
    db,
  );
  const [role] = rows;
  if (!role?.sees)
    throw new Error(`the database role ${role?.name} does not see every district: it needs BYPASSRLS`);
}
