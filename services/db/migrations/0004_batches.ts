import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * Deliveries, their lines and the papers that came with them. These rows are an index over the records and follow
 * corrections; a correction may also replace the link from a supplier's lot to the delivery lot.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table deliveries (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      supplier_id uuid not null,
      supplier_name text not null,
      note_number text not null,
      arrived_at timestamptz(3) not null,
      recorded_at timestamptz(3) not null,
      vehicle text,
      seal_number text,
      seal_intact boolean,
      ordered_by_id uuid,
      photos text[] not null,
      status text not null,
      first_signer_id uuid not null,
      second_signer_id uuid check (second_signer_id <> first_signer_id),
      signed_at timestamptz(3),
      needs_manager boolean not null,
      total_fen bigint not null,
      keep_until date,
      content_hash text not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, school_id, supplier_id, note_number),
      check ((status = 'signed') = (second_signer_id is not null))
    );
    create index deliveries_day on deliveries (district_id, school_id, arrived_at);
    create index deliveries_supplier on deliveries (district_id, supplier_id, arrived_at);
    create index deliveries_unsigned on deliveries (district_id, school_id) where status = 'awaiting-signature';
    create table delivery_lines (
      district_id uuid not null,
      delivery_id uuid not null,
      id uuid not null,
      position integer not null,
      goods_code text not null,
      goods_name text not null,
      supplier_lot text,
      produced_on date,
      shelf_life_days integer,
      expires_on date,
      delivered_grams bigint not null,
      accepted_grams bigint not null,
      refused_grams bigint not null,
      refusal_reason text,
      disposition text,
      price_fen_per_kg bigint not null,
      amount_fen bigint not null,
      origin_code text,
      origin_name text,
      maker_name text,
      maker_licence text,
      importer text,
      surface_temperature_milli_c bigint,
      label_max_milli_c bigint,
      override_reason text,
      keep_until date,
      lot_id uuid,
      primary key (district_id, delivery_id, id),
      check (accepted_grams + refused_grams = delivered_grams),
      check ((accepted_grams > 0) = (lot_id is not null)),
      check ((refused_grams > 0) = (disposition is not null))
    );
    create index delivery_lines_lot on delivery_lines (district_id, lot_id);
    create table delivery_papers (
      district_id uuid not null,
      delivery_id uuid not null,
      line_id uuid not null,
      kind text not null,
      number text not null,
      issuer text,
      issued_on date,
      valid_to date,
      quantity_grams bigint,
      lot_number text,
      sha256 text,
      used_grams bigint not null,
      school_id uuid not null,
      supplier_id uuid not null,
      lot_id uuid,
      primary key (district_id, delivery_id, line_id, kind, number)
    );
    create index delivery_papers_number on delivery_papers (district_id, number, kind);
    create index delivery_papers_photo on delivery_papers (district_id, sha256)`.execute(db);
  await protectByDistrict(db, ['deliveries', 'delivery_lines', 'delivery_papers']);
  await sql`
    grant select, insert, update on deliveries to ${sql.ref(appRole)};
    grant select, insert, delete on delivery_lines, delivery_papers to ${sql.ref(appRole)};
    grant delete on lot_links to ${sql.ref(appRole)}`.execute(db);
}
