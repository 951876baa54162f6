import { type Kysely, sql } from 'kysely';

/** A finding has a record of its own, beside the one that it judges. Those of before stand by the latter alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table findings add column judged_record_id uuid;
    update findings set judged_record_id = record_id;
    alter table findings alter column judged_record_id set not null`.execute(db);
}
