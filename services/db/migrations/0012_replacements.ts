import { type Kysely, sql } from 'kysely';

/** What replaced a record is asked of every record that is shown or audited; few records replace another. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index records_replaces on records (district_id, replaces_id) where replaces_id is not null`.execute(
    db,
  );
}
