import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * Suppliers belong to the district, admissions to one school. Qualifications are bitemporal: `valid_from`–`valid_to`
 * is what the paper says, `recorded_at`–`superseded_at` is when it was known so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table personal_marks (
      district_id uuid not null,
      record_id uuid not null,
      path text not null,
      mark bytea not null,
      alias uuid not null,
      primary key (district_id, record_id, path),
      foreign key (district_id, record_id, path) references personal_values on delete cascade
    );
    create index personal_marks_mark on personal_marks (district_id, mark);
    create table suppliers (
      district_id uuid not null,
      id uuid not null,
      name text not null,
      credit_code text,
      credit_code_check text not null,
      kind text not null,
      division_code text not null,
      division_name text not null,
      county832 text not null,
      county832_reason text not null,
      county832_rows integer[] not null,
      address text not null,
      registered_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, credit_code)
    );
    create index suppliers_name on suppliers (district_id, name);
    create index suppliers_address on suppliers (district_id, address);
    create index suppliers_record on suppliers (district_id, record_id);
    create table qualifications (
      district_id uuid not null,
      id uuid not null,
      supplier_id uuid not null,
      kind text not null,
      number text not null,
      number_key text not null,
      number_check text not null,
      holder_key text not null,
      issuer text not null,
      valid_from date not null,
      valid_to date check (valid_to >= valid_from),
      status text not null,
      goods_scope text[],
      paper_sha256 text,
      recorded_at timestamptz(3) not null,
      recorded_by_id uuid not null,
      superseded_at timestamptz(3),
      record_id uuid not null,
      replaces_id uuid,
      primary key (district_id, id)
    );
    create index qualifications_supplier on qualifications (district_id, supplier_id, kind);
    create index qualifications_paper on qualifications (district_id, paper_sha256);
    create index qualifications_expiry on qualifications (district_id, valid_to) where superseded_at is null;
    create table admissions (
      district_id uuid not null,
      id uuid not null,
      school_id uuid not null,
      supplier_id uuid not null,
      goods_scope text[] not null,
      admitted_on date not null,
      recorded_at timestamptz(3) not null,
      exited_on date check (exited_on >= admitted_on),
      exit_reason text,
      exit_recorded_at timestamptz(3),
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index admissions_supplier on admissions (district_id, supplier_id);
    create unique index admissions_one_open on admissions (district_id, school_id, supplier_id)
      where exited_on is null;
    create table supplier_suspensions (
      district_id uuid not null,
      id uuid not null,
      supplier_id uuid not null,
      cause text not null,
      qualification_id uuid,
      reason text not null,
      suspended_at timestamptz(3) not null,
      lifted_at timestamptz(3),
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index supplier_suspensions_supplier on supplier_suspensions (district_id, supplier_id);
    create unique index supplier_suspensions_one_by_district on supplier_suspensions (district_id, supplier_id)
      where cause = 'district' and lifted_at is null;
    create unique index supplier_suspensions_one_per_paper on supplier_suspensions (district_id, qualification_id)
      where cause = 'expiry';
    create table alerts (
      district_id uuid not null,
      id uuid not null,
      supplier_id uuid not null,
      qualification_id uuid not null,
      threshold_days integer not null,
      valid_to date not null,
      raised_at timestamptz(3) not null,
      state text not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, qualification_id, threshold_days)
    );
    create index alerts_open on alerts (district_id, valid_to) where state = 'open';
    create table supplier_evaluations (
      district_id uuid not null,
      id uuid not null,
      supplier_id uuid not null,
      school_id uuid not null,
      evaluated_on date not null,
      score integer not null check (score between 0 and 100),
      remark text not null,
      recorded_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index supplier_evaluations_supplier on supplier_evaluations (district_id, supplier_id, school_id)`.execute(
    db,
  );
  await protectByDistrict(db, [
    'personal_marks',
    'suppliers',
    'qualifications',
    'admissions',
    'supplier_suspensions',
    'alerts',
    'supplier_evaluations',
  ]);
  await sql`
    grant select, insert on personal_marks, suppliers, qualifications, admissions, supplier_suspensions, alerts,
      supplier_evaluations to ${sql.ref(appRole)};
    grant update (id) on suppliers to ${sql.ref(appRole)};
    grant update (superseded_at) on qualifications to ${sql.ref(appRole)};
    grant update (exited_on, exit_reason, exit_recorded_at) on admissions to ${sql.ref(appRole)};
    grant update (lifted_at) on supplier_suspensions to ${sql.ref(appRole)};
    grant update (state) on alerts to ${sql.ref(appRole)}`.execute(db);
}
