import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * Districts, people, records and the queue to the log. The district is tenant and shard key, so it leads every
 * primary key; row-level security keeps each transaction inside the district that it announced.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = ${sql.lit(appRole)}) then
        create role ${sql.ref(appRole)} nologin;
      end if;
    end $$`.execute(db);
  await sql`grant ${sql.ref(appRole)} to current_user`.execute(db);
  await sql`grant usage on schema public to ${sql.ref(appRole)}`.execute(db);

  await sql`
    create table districts (
      id uuid primary key,
      division_code text not null unique,
      name text not null,
      jurisdiction text not null,
      origin text not null unique,
      opened_at timestamptz(3) not null
    );
    create table schools (
      district_id uuid not null references districts,
      id uuid not null,
      name text not null,
      kind text not null,
      credit_code text,
      canteen_mode text not null,
      canteen_status832 text not null,
      represented_by_id uuid,
      diners_per_meal bigint not null,
      sample_minimum_grams bigint not null,
      record_id uuid not null,
      primary key (district_id, id),
      unique (district_id, name)
    );
    create table accounts (
      id uuid primary key,
      district_id uuid not null references districts,
      school_id uuid,
      supplier_id uuid,
      username text not null unique,
      display_name text not null,
      role text not null,
      password_hash text not null,
      pin_hash text,
      failed_attempts integer not null,
      locked_until timestamptz(3),
      disabled_at timestamptz(3),
      created_at timestamptz(3) not null
    );
    create table sessions (
      token_hash bytea primary key,
      account_id uuid not null references accounts,
      csrf_token text not null,
      created_at timestamptz(3) not null,
      last_seen_at timestamptz(3) not null,
      expires_at timestamptz(3) not null
    );
    create table api_tokens (
      token_hash bytea primary key,
      account_id uuid not null references accounts,
      label text not null,
      created_at timestamptz(3) not null,
      revoked_at timestamptz(3)
    );
    create table idempotency (
      district_id uuid not null,
      account_id uuid not null,
      key text not null,
      body_hash text not null,
      response jsonb,
      created_at timestamptz(3) not null,
      primary key (district_id, account_id, key)
    );
    create table records (
      district_id uuid not null,
      id uuid not null,
      type text not null,
      version integer not null,
      subject_id uuid not null,
      school_id uuid,
      actor_id uuid,
      occurred_at timestamptz(3) not null,
      recorded_at timestamptz(3) not null,
      canonical text not null,
      salt bytea not null,
      digest bytea not null,
      replaces_id uuid,
      primary key (district_id, id)
    );
    create index records_subject on records (district_id, subject_id);
    create table personal_values (
      district_id uuid not null,
      record_id uuid not null,
      path text not null,
      salt bytea not null,
      sealed bytea not null,
      primary key (district_id, record_id, path)
    );
    create table leaf_queue (
      district_id uuid not null,
      record_id uuid not null,
      place bigint not null generated always as identity,
      primary key (district_id, record_id)
    );
    create index leaf_queue_place on leaf_queue (district_id, place);
    create table findings (
      district_id uuid not null,
      id uuid not null,
      rule_id text not null,
      severity text not null,
      subject_kind text not null,
      subject_id uuid not null,
      school_id uuid,
      data jsonb not null,
      pack_hash text not null,
      raised_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, id)
    );
    create index findings_subject on findings (district_id, subject_id);
    create index findings_school on findings (district_id, school_id, raised_at);
    create table public_codes (
      code text primary key,
      district_id uuid not null,
      kind text not null,
      subject_id uuid not null,
      withheld_at timestamptz(3)
    );
    create index public_codes_subject on public_codes (subject_id);
    create table leases (
      name text primary key,
      holder text not null,
      epoch bigint not null,
      expires_at timestamptz(3) not null
    )`.execute(db);

  // Refusing here is the alarm; the control is that the role has no such right, the proof is the log.
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'records are append-only' using errcode = 'SH001'; end $$;
    create trigger records_append_only before update or delete or truncate on records
      for each statement execute function refuse_change()`.execute(db);

  await protectByDistrict(db, [
    'schools',
    'idempotency',
    'records',
    'personal_values',
    'leaf_queue',
    'findings',
  ]);
  await sql`
    grant select, insert on districts, records, public_codes to ${sql.ref(appRole)};
    grant update (withheld_at) on public_codes to ${sql.ref(appRole)};
    grant select, insert, update on schools, accounts, api_tokens, idempotency, findings, leases to ${sql.ref(appRole)};
    grant select, insert, delete on personal_values, leaf_queue to ${sql.ref(appRole)};
    grant select, insert, update, delete on sessions to ${sql.ref(appRole)}`.execute(db);
}
