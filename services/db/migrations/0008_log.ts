import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * One transparency log for each district, and the anchorings of its checkpoints. The keys alone rule out a fork: an
 * index, a size and a predecessor can each be taken only once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table records add column field_marks bytea not null default ''::bytea;
    alter table records alter column field_marks drop default;
    create table log_leaves (
      district_id uuid not null,
      leaf_index bigint not null check (leaf_index >= 0),
      record_id uuid not null,
      leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
      primary key (district_id, leaf_index),
      unique (district_id, record_id)
    );
    create table log_tiles (
      district_id uuid not null,
      level integer not null,
      tile_index bigint not null,
      hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
      primary key (district_id, level, tile_index)
    );
    create table checkpoints (
      district_id uuid not null,
      size bigint not null,
      previous_size bigint not null check (previous_size >= 0 and previous_size < size),
      root bytea not null check (octet_length(root) = 32),
      note text not null,
      signed_at timestamptz(3) not null,
      stamp text not null,
      primary key (district_id, size),
      unique (district_id, previous_size)
    );
    create table anchorings (
      district_id uuid not null,
      ledger_name text not null,
      ledger_kind text not null,
      size bigint not null,
      previous_size bigint not null,
      witness text not null,
      transaction_id text not null,
      payload jsonb not null,
      anchored_at timestamptz(3) not null,
      stamp text not null,
      primary key (district_id, size, ledger_name)
    );
    create index anchorings_witness on anchorings (district_id, witness, size);
    create trigger log_leaves_append_only before update or delete or truncate on log_leaves
      for each statement execute function refuse_change();
    create trigger checkpoints_append_only before update or delete or truncate on checkpoints
      for each statement execute function refuse_change()`.execute(db);
  await protectByDistrict(db, ['log_leaves', 'log_tiles', 'checkpoints', 'anchorings']);

  // The workers look for districts with something to do; they read ids, sizes and hashes across districts, no content.
  for (const table of ['leaf_queue', 'checkpoints', 'anchorings']) {
    await sql`
      create policy log_workers_look on ${sql.table(table)} for select
        using (current_setting('shansu.job', true) = 'log')`.execute(db);
  }
  await sql`
    grant select, insert on log_leaves, checkpoints, anchorings to ${sql.ref(appRole)};
    grant select, insert on log_tiles to ${sql.ref(appRole)};
    grant update (hashes) on log_tiles to ${sql.ref(appRole)}`.execute(db);
}
