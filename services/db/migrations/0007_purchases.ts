import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * Orders of the 832 platform and beside it, what took them back, whose they are, and the yearly reserves.
 * `purchase_facts` is derived from the other tables line by line, so it alone may be deleted from and written anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders (
      district_id uuid not null,
      order_no text not null,
      platform text not null,
      primary key (district_id, order_no)
    );
    create table order_lines (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      order_no text not null,
      line_no integer not null,
      platform text not null,
      channel text not null,
      contractor_name text,
      contractor_credit_code text,
      for_several_schools boolean not null,
      supplier_name text not null,
      supplier_credit_code text,
      stated_county_code text,
      stated_province text,
      stated_county text,
      county_outcome text not null,
      county_reason text not null,
      county_basis text not null,
      list_rows text,
      county_code text,
      province text,
      prefecture text,
      county text,
      key_county boolean not null,
      reference_hash text not null,
      goods_name text not null,
      goods_code text,
      eligibility text not null,
      ordered_at timestamptz(3) not null,
      ordered_fen bigint not null check (ordered_fen > 0),
      ordered_grams bigint not null,
      accepted_at timestamptz(3),
      accepted_fen bigint check (accepted_fen <= ordered_fen),
      accepted_grams bigint,
      delivery_lot_id uuid,
      paid_at timestamptz(3),
      paid_fen bigint check (paid_fen <= ordered_fen),
      evaluated_at timestamptz(3),
      recorded_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, order_no, line_no),
      check ((accepted_at is null) = (accepted_fen is null)),
      check ((paid_at is null) = (paid_fen is null))
    );
    create index order_lines_school on order_lines (district_id, school_id, ordered_at);
    create table order_adjustments (
      district_id uuid not null,
      id uuid not null,
      line_id uuid not null,
      kind text not null,
      at timestamptz(3) not null,
      fen bigint not null check (fen >= 0),
      grams bigint not null check (grams >= 0),
      reason text not null,
      record_id uuid not null,
      primary key (district_id, id),
      foreign key (district_id, line_id) references order_lines
    );
    create index order_adjustments_line on order_adjustments (district_id, line_id);
    create table order_shares (
      district_id uuid not null,
      order_no text not null,
      school_id uuid not null,
      basis_points integer not null check (basis_points between 1 and 10000),
      record_id uuid not null,
      primary key (district_id, order_no, school_id),
      foreign key (district_id, order_no) references orders
    );
    create table order_claims (
      district_id uuid not null,
      id uuid not null,
      line_id uuid not null,
      school_id uuid not null,
      platform text not null,
      order_no text not null,
      line_no integer not null,
      conflict text not null,
      statement jsonb not null,
      claimed_at timestamptz(3) not null,
      record_id uuid not null,
      decision text,
      decided_at timestamptz(3),
      primary key (district_id, id),
      foreign key (district_id, line_id) references order_lines
    );
    create unique index order_claims_once on order_claims (district_id, order_no, line_no, platform, school_id);
    create table purchase_facts (
      district_id uuid not null,
      line_id uuid not null,
      place integer not null,
      unit_id uuid,
      measure text not null,
      at timestamptz(3) not null,
      booked_on date not null,
      restated_on date not null,
      fen bigint not null,
      grams bigint not null,
      primary key (district_id, line_id, place),
      foreign key (district_id, line_id) references order_lines
    );
    create index purchase_facts_booked on purchase_facts (district_id, booked_on);
    create index purchase_facts_restated on purchase_facts (district_id, restated_on);
    create table reserve_filings (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      year integer not null,
      canteen_status text not null,
      represented_by_id uuid,
      declared_food_fen bigint not null,
      ratio_basis_points integer not null,
      reserved_fen bigint not null,
      filed_at timestamptz(3) not null,
      replaced_at timestamptz(3),
      record_id uuid not null,
      primary key (district_id, id),
      check ((canteen_status = 'shared') = (represented_by_id is not null))
    );
    create unique index reserve_filings_once on reserve_filings (district_id, school_id, year)
      where replaced_at is null`.execute(db);
  await protectByDistrict(db, [
    'orders',
    'order_lines',
    'order_adjustments',
    'order_shares',
    'order_claims',
    'purchase_facts',
    'reserve_filings',
  ]);
  await sql`
    grant select, insert, update on order_lines, order_adjustments, order_claims, reserve_filings
      to ${sql.ref(appRole)};
    grant select, insert, update, delete on orders to ${sql.ref(appRole)};
    grant select, insert, delete on order_shares, purchase_facts to ${sql.ref(appRole)}`.execute(db);
}
