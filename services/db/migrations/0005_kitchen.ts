import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * What happens in the kitchen. A delivery lot's stock is in two places: `lots.remaining_grams` in the store, and
 * `kitchen_stock.remaining_grams` once issued. Prepared lots are in the kitchen from the start, so theirs is
 * `lots.remaining_grams` alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table kitchen_stock (
      district_id uuid not null,
      lot_id uuid not null,
      school_id uuid not null,
      issued_grams bigint not null,
      remaining_grams bigint not null,
      issued_at timestamptz(3) not null,
      primary key (district_id, lot_id),
      check (0 <= remaining_grams and remaining_grams <= issued_grams)
    );
    create index kitchen_stock_school on kitchen_stock (district_id, school_id) where remaining_grams > 0;
    create table lot_issues (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      lot_id uuid not null,
      grams bigint not null check (grams > 0),
      purpose text not null,
      issued_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index lot_issues_school on lot_issues (district_id, school_id, issued_at);
    create table prepared_lots (
      district_id uuid not null,
      lot_id uuid not null,
      school_id uuid not null,
      vessel text,
      allergens text[] not null,
      primary key (district_id, lot_id)
    );
    create table vessels (
      district_id uuid not null,
      school_id uuid not null,
      name text not null,
      lot_id uuid not null,
      primary key (district_id, school_id, name)
    );
    create table dishes (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      meal_kind text not null,
      meal_on date not null,
      core_temperature_milli_c bigint,
      traits text[] not null,
      allergens text[] not null,
      label_text text,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index dishes_day on dishes (district_id, school_id, meal_on);
    create table meals (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      kind text not null,
      served_on date not null,
      served_at timestamptz(3) not null,
      diners bigint not null check (diners >= 0),
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index meals_day on meals (district_id, school_id, served_on);
    create table meal_dishes (
      district_id uuid not null,
      meal_id uuid not null,
      dish_id uuid not null,
      primary key (district_id, meal_id, dish_id)
    );
    create index meal_dishes_dish on meal_dishes (district_id, dish_id);
    create table disposals (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      lot_id uuid not null,
      place text not null,
      grams bigint not null check (grams > 0),
      reason text not null,
      witness_id uuid not null,
      disposed_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index disposals_lot on disposals (district_id, lot_id);
    create table lot_transfers (
      district_id uuid not null,
      id uuid not null,
      lot_id uuid not null,
      from_school_id uuid not null,
      new_lot_id uuid not null,
      to_school_id uuid not null,
      grams bigint not null check (grams > 0),
      sent_at timestamptz(3) not null,
      accepted_at timestamptz(3),
      accepted_by_id uuid,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index lot_transfers_to on lot_transfers (district_id, to_school_id) where accepted_at is null`.execute(
    db,
  );
  await protectByDistrict(db, [
    'kitchen_stock',
    'lot_issues',
    'prepared_lots',
    'vessels',
    'dishes',
    'meals',
    'meal_dishes',
    'disposals',
    'lot_transfers',
  ]);
  await sql`
    grant select, insert on lot_issues, prepared_lots, dishes, meals, meal_dishes, disposals to ${sql.ref(appRole)};
    grant select, insert, update on kitchen_stock, vessels, lot_transfers to ${sql.ref(appRole)}`.execute(db);
}
