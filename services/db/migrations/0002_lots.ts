import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * The trace graph: lots, events between them, and the links of each event. Both covering indexes of `lot_links` answer
 * a step of a trace, back or forward, without touching the table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table lots (
      district_id uuid not null,
      id uuid not null,
      number bigint not null generated always as identity,
      kind text not null,
      school_id uuid,
      supplier_id uuid,
      goods_code text,
      name text not null,
      code text,
      supplier_lot text,
      produced_on date,
      expires_on date,
      began_at timestamptz(3) not null,
      quantity_grams bigint,
      remaining_grams bigint check (remaining_grams >= 0),
      status text not null,
      record_id uuid,
      primary key (district_id, id),
      unique (district_id, number),
      check (remaining_grams <= quantity_grams)
    );
    create index lots_stock on lots (district_id, school_id, goods_code, expires_on) where remaining_grams > 0;
    create index lots_school on lots (district_id, school_id, kind, began_at);
    create index lots_code on lots (district_id, code);
    create index lots_supplier_lot on lots (district_id, supplier_lot);
    create index lots_name on lots (district_id, name);
    create unique index lots_one_supplier_lot
      on lots (district_id, supplier_id, goods_code, name, supplier_lot, produced_on) nulls not distinct
      where kind = 'supplier-lot';
    create table lot_events (
      district_id uuid not null,
      id uuid not null,
      kind text not null,
      school_id uuid,
      occurred_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create table lot_links (
      district_id uuid not null,
      parent bigint not null,
      child bigint not null,
      event_id uuid not null,
      quantity_grams bigint,
      at timestamptz(3) not null,
      school_id uuid,
      child_kind text not null,
      primary key (district_id, event_id, parent, child)
    );
    create index lot_links_forward on lot_links (district_id, parent) include (child, at, school_id, child_kind, event_id, quantity_grams);
    create index lot_links_back on lot_links (district_id, child) include (parent, at, school_id, event_id, quantity_grams);
    create table holds (
      district_id uuid not null,
      id uuid not null,
      lot_id uuid not null,
      reason text not null,
      held_at timestamptz(3) not null,
      held_by_id uuid not null,
      lifted_at timestamptz(3),
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index holds_open on holds (district_id, lot_id) where lifted_at is null`.execute(db);
  await protectByDistrict(db, ['lots', 'lot_events', 'lot_links', 'holds']);
  await sql`
    grant select, insert, update on lots, holds to ${sql.ref(appRole)};
    grant select, insert on lot_events, lot_links to ${sql.ref(appRole)}`.execute(db);
}
