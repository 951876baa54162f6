import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/** Retained samples of dishes, the cabinets that they are in, and how warm those are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cabinets (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      name text not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, school_id, name)
    );
    create table samples (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      dish_id uuid not null,
      grams bigint not null check (grams > 0),
      sealed_at timestamptz(3) not null,
      entered_at timestamptz(3) not null,
      due_at timestamptz(3) not null,
      cabinet_id uuid not null,
      container text not null,
      taken_by_id uuid not null,
      discarded_at timestamptz(3),
      record_id uuid not null,
      primary key (district_id, id),
      check (due_at > sealed_at)
    );
    create index samples_month on samples (district_id, school_id, sealed_at);
    create index samples_kept on samples (district_id, school_id, due_at) where discarded_at is null;
    create index samples_dish on samples (district_id, dish_id);
    create index samples_cabinet on samples (district_id, cabinet_id, sealed_at);
    create table cabinet_readings (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      cabinet_id uuid not null,
      temperature_milli_c bigint not null,
      measured_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index cabinet_readings_cabinet on cabinet_readings (district_id, cabinet_id, measured_at)`.execute(
    db,
  );
  await protectByDistrict(db, ['cabinets', 'samples', 'cabinet_readings']);
  await sql`
    grant select, insert on cabinets, samples, cabinet_readings to ${sql.ref(appRole)};
    grant update (discarded_at) on samples to ${sql.ref(appRole)}`.execute(db);
}
