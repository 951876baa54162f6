import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/** Periods whose 832 totals were frozen, with every row that they are made of. Neither is ever changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table period_reports (
      district_id uuid not null,
      id uuid not null,
      from_on date not null,
      to_on date not null,
      as_of date not null,
      frozen_at timestamptz(3) not null,
      frozen_by_id uuid not null,
      rows_sha256 text not null,
      totals_sha256 text not null,
      row_count integer not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, from_on, to_on)
    );
    create table period_report_rows (
      district_id uuid not null,
      report_id uuid not null,
      place integer not null,
      canonical text not null,
      primary key (district_id, report_id, place),
      foreign key (district_id, report_id) references period_reports
    )`.execute(db);
  await protectByDistrict(db, ['period_reports', 'period_report_rows']);
  await sql`grant select, insert on period_reports, period_report_rows to ${sql.ref(appRole)}`.execute(db);
}
