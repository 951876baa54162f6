import { type Kysely, sql } from 'kysely';

/**
 * The temporal key of qualifications: of one licence number, no two versions that are believed at the same time may
 * be valid on the same day. Not portable (GiST, exclusion constraints), therefore a migration of its own: a database
 * without them can leave it out, because `newVersion` makes the same check under a lock on the supplier.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists btree_gist;
    alter table qualifications add constraint qualifications_temporal_key exclude using gist (
      district_id with =, supplier_id with =, kind with =, number_key with =, holder_key with =,
      daterange(valid_from, valid_to, '[]') with &&
    ) where (superseded_at is null)`.execute(db);
}
