import { type Kysely, sql } from 'kysely';

/** Ways to find a lot: the newest of a name or a goods class first, all of a day, a delivery note by its number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index lots_name;
    create index lots_name on lots (district_id, name, number);
    create index lots_goods on lots (district_id, goods_code, number);
    create index lots_day on lots (district_id, kind, began_at);
    create index deliveries_note on deliveries (district_id, note_number)`.execute(db);
}
