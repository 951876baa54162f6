import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { migrate } from './migrate.ts';

/** Empties a database for good. Only for a demo whose writing was interrupted: nothing in it was ever shown to anyone. */
export async function clearDatabase(owner: Db): Promise<void> {
  await sql`drop schema public cascade`.execute(owner);
  await sql`create schema public`.execute(owner);
  await migrate(owner);
}
