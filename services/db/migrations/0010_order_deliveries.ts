import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/** Which delivery lots brought the goods of an order line: several of one line, and one of several. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table order_deliveries (
      district_id uuid not null,
      id uuid not null,
      line_id uuid not null,
      lot_id uuid not null,
      grams bigint not null check (grams > 0),
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, line_id, lot_id),
      foreign key (district_id, line_id) references order_lines,
      foreign key (district_id, lot_id) references lots
    );
    create index order_deliveries_lot on order_deliveries (district_id, lot_id) include (grams);
    insert into order_deliveries
      select district_id, id, id, delivery_lot_id, accepted_grams, record_id from order_lines
      where delivery_lot_id is not null and accepted_grams > 0;
    alter table order_lines drop column delivery_lot_id`.execute(db);
  await protectByDistrict(db, ['order_deliveries']);
  await sql`grant select, insert, delete on order_deliveries to ${sql.ref(appRole)}`.execute(db);
}
