import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows } from '#schemas/rows/index.ts';
import { snakeCase } from '#services/db/snake-case.ts';
import { type AuditedApp, auditedApp, evidenceTables } from '#tests/support/audit.ts';

let t: AuditedApp;
beforeAll(async () => {
  t = await auditedApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const column = (name: string) => sql.ref(name);
const flipped = (name: string, byte = 0) =>
  sql`set_byte(${column(name)}, ${byte}, get_byte(${column(name)}, ${byte}) # 1)`;
const replaced = (name: string, from: string, to: string) => sql`replace(${column(name)}, ${from}, ${to})`;
/** Another letter near the end, whatever letter stood there. */
const mistyped = (name: string) => {
  const at = sql`length(${column(name)}) - 20`;
  return sql`overlay(${column(name)} placing case substr(${column(name)}, ${at}, 1) when 'X' then 'Y' else 'X' end from ${at})`;
};
const another = sql`gen_random_uuid()`;
const later = (name: string) => sql`${column(name)} + interval '1 millisecond'`;
const record = (id: string) => sql`id = ${id}`;
const opened = () => record(t.known.opened);
const here = (condition: RawBuilder<unknown>) => sql`district_id = ${t.known.districtId} and ${condition}`;
const size262 = () => here(sql`size = 262`);
const size263 = () => here(sql`size = 263`);
const leaf7 = () => here(sql`leaf_index = 7`);
const tile = (level: number, index: number) => () => here(sql`level = ${level} and tile_index = ${index}`);

type Case = readonly [
  column: string,
  value: RawBuilder<unknown>,
  row: () => RawBuilder<unknown>,
  found: readonly string[],
];

const cases: readonly Case[] = [
  [
    'records.canonical',
    replaced('canonical', '实验小学', '试验小学'),
    opened,
    ['record-text records.canonical /name opened', 'row-differs schools.name (id schoolId) opened'],
  ],
  [
    'records.canonical',
    replaced('canonical', '"v":1', '"v":2'),
    opened,
    ['record-text records.canonical /v opened'],
  ],
  [
    'records.canonical',
    replaced('canonical', ',"v"', ', "v"'),
    opened,
    ['record-text records.canonical, not a canonical record opened'],
  ],
  [
    'records.canonical',
    replaced('canonical', '"canteenMode":"self-run",', ''),
    opened,
    ['record-text records.canonical, 1 fields that are no longer there opened'],
  ],
  [
    'records.canonical',
    replaced('canonical', '份', '件'),
    () => record(t.known.waiting),
    ['record-text records.canonical /grounds waiting'],
  ],
  ['records.salt', flipped('salt', 31), opened, ['record-column records.salt opened']],
  [
    'records.digest',
    flipped('digest'),
    opened,
    [
      'record-column records.digest opened',
      'record-column records.digest of the record that this one replaces correction',
    ],
  ],
  ['records.field_marks', flipped('field_marks'), opened, ['record-column records.field_marks opened']],
  [
    'records.type',
    sql`'account-created'`,
    opened,
    ['record-column records.type opened', 'row-differs schools.record_id (id schoolId) opened'],
  ],
  ['records.version', sql`2`, opened, ['record-column records.version opened']],
  [
    'records.subject_id',
    another,
    () => record(t.known.correction),
    ['record-column records.subject_id correction', 'row-missing schools (id id) correction'],
  ],
  ['records.school_id', another, opened, ['record-column records.school_id opened']],
  ['records.actor_id', sql`null`, opened, ['record-column records.actor_id opened']],
  ['records.occurred_at', later('occurred_at'), opened, ['record-column records.occurred_at opened']],
  ['records.recorded_at', later('recorded_at'), opened, ['record-column records.recorded_at opened']],
  [
    'records.replaces_id',
    sql`null`,
    () => record(t.known.correction),
    ['record-column records.replaces_id correction'],
  ],
  [
    'records.id',
    another,
    () => record(t.known.correction),
    ['record-missing 262 correction', 'record-unlogged records', 'record-column records.id'],
  ],
  ['records.district_id', another, () => record(t.known.correction), ['record-missing 262 correction']],
  [
    'personal_values.path',
    sql`'/role'`,
    () => here(sql`true`),
    ['personal-stray personal_values /role', 'personal-missing personal_values /name'],
  ],
  [
    'personal_values.salt',
    flipped('salt'),
    () => here(sql`true`),
    ['personal-changed personal_values.salt /name'],
  ],
  [
    'personal_values.sealed',
    flipped('sealed', 36),
    () => here(sql`true`),
    ['personal-changed personal_values.sealed /name'],
  ],
  [
    'personal_values.record_id',
    another,
    () => here(sql`true`),
    ['personal-missing personal_values /name', 'personal-stray personal_values /name'],
  ],
  ['personal_values.district_id', another, () => here(sql`true`), ['personal-missing personal_values /name']],
  [
    'leaf_queue.record_id',
    another,
    () => here(sql`true`),
    ['record-unlogged records waiting', 'queue-stray leaf_queue'],
  ],
  ['leaf_queue.district_id', another, () => here(sql`true`), ['record-unlogged records waiting']],
  ['log_leaves.leaf_hash', flipped('leaf_hash'), leaf7, ['leaf-changed log_leaves.leaf_hash 7']],
  ['log_leaves.leaf_index', sql`9999`, leaf7, ['leaf-missing log_leaves 7', 'leaf-unsigned 9999 to 9999']],
  [
    'log_leaves.record_id',
    another,
    () => here(sql`leaf_index = 262`),
    ['record-missing 262', 'record-unlogged records correction'],
  ],
  [
    'log_leaves.district_id',
    another,
    () => here(sql`leaf_index = 262`),
    ['leaf-missing log_leaves 262', 'record-unlogged records correction'],
  ],
  ['log_tiles.hashes', flipped('hashes', 7 * 32), tile(0, 0), ['tile-changed log_tiles.hashes 0/0, hash 7']],
  ['log_tiles.hashes', flipped('hashes'), tile(1, 0), ['tile-changed log_tiles.hashes 1/0, hash 0']],
  ['log_tiles.hashes', sql`hashes || sha256('')`, tile(1, 0), ['tile-stray log_tiles 1/0']],
  [
    'log_tiles.hashes',
    sql`substr(hashes, 1, 32)`,
    tile(0, 1),
    [
      'tile-changed log_tiles.hashes 0/1, hash 1 to 5',
      'tile-changed log_tiles.hashes 0/1, hash 6',
      'tile-changed log_tiles.hashes 0/1, hash 7 to 9',
    ],
  ],
  ['log_tiles.level', sql`2`, tile(1, 0), ['tile-missing log_tiles 1/0', 'tile-stray log_tiles 2/0']],
  ['log_tiles.tile_index', sql`1`, tile(1, 0), ['tile-missing log_tiles 1/0', 'tile-stray log_tiles 1/1']],
  ['log_tiles.district_id', another, tile(1, 0), ['tile-missing log_tiles 1/0']],
  ['checkpoints.size', sql`264`, size263, ['checkpoint-changed checkpoints.size (size 264)']],
  [
    'checkpoints.previous_size',
    sql`264`,
    () => here(sql`size = 266`),
    [
      'checkpoint-changed checkpoints.previous_size, signed_at or stamp (size 266)',
      'checkpoint-missing checkpoints.previous_size (size 266)',
    ],
  ],
  ['checkpoints.root', flipped('root'), size263, ['checkpoint-changed checkpoints.root (size 263)']],
  ['checkpoints.note', mistyped('note'), size263, ['checkpoint-unsigned checkpoints.note (size 263)']],
  [
    'checkpoints.note',
    sql`replace(note, E'\n263\n', E'\n261\n')`,
    size263,
    [
      'checkpoint-unsigned checkpoints.note (size 263)',
      'checkpoint-changed checkpoints.note, line 2 (size 263)',
    ],
  ],
  ['checkpoints.note', sql`note || 'x'`, size263, ['checkpoint-changed checkpoints.note (size 263)']],
  [
    'checkpoints.signed_at',
    later('signed_at'),
    size263,
    ['checkpoint-changed checkpoints.previous_size, signed_at or stamp (size 263)'],
  ],
  [
    'checkpoints.stamp',
    mistyped('stamp'),
    size263,
    ['checkpoint-changed checkpoints.previous_size, signed_at or stamp (size 263)'],
  ],
  [
    'checkpoints.district_id',
    another,
    () => here(sql`size = 263`),
    ['checkpoint-missing checkpoints.previous_size (size 266)'],
  ],
  [
    'anchorings.size',
    sql`261`,
    size262,
    [
      'anchoring-changed anchorings.size (size 261), no such checkpoint',
      'anchoring-missing anchorings.previous_size (size 266)',
      'anchoring-unnoted 262',
    ],
  ],
  [
    'anchorings.previous_size',
    sql`1`,
    size262,
    [
      'anchoring-missing anchorings.previous_size (size 262)',
      'anchoring-changed anchorings.previous_size, anchored_at or stamp (size 262)',
    ],
  ],
  ['anchorings.witness', sql`'organisations'`, size262, ['anchoring-changed anchorings.witness (size 262)']],
  [
    'anchorings.transaction_id',
    sql`'999'`,
    size262,
    ['anchoring-changed anchorings.transaction_id (size 262)'],
  ],
  [
    'anchorings.payload',
    sql`payload || '{"blockNumber": 7}'`,
    size262,
    ['anchoring-changed anchorings.payload /blockNumber (size 262)'],
  ],
  [
    'anchorings.payload',
    sql`payload || '{"witness": {"kind": "none"}}'`,
    size262,
    ['anchoring-changed anchorings.payload /witness (size 262)'],
  ],
  [
    'anchorings.anchored_at',
    later('anchored_at'),
    size262,
    ['anchoring-changed anchorings.previous_size, anchored_at or stamp (size 262)'],
  ],
  [
    'anchorings.ledger_kind',
    sql`'fabric'`,
    size262,
    [expect.stringContaining('anchoring-changed anchorings (size 262, ledger')],
  ],
  [
    'anchorings.ledger_name',
    sql`'elsewhere'`,
    size262,
    [
      'anchoring-changed anchorings (size 262, ledger elsewhere)',
      'anchoring-missing anchorings.previous_size (size 266)',
      'anchoring-unnoted 262',
    ],
  ],
  [
    'anchorings.stamp',
    mistyped('stamp'),
    size262,
    ['anchoring-changed anchorings.previous_size, anchored_at or stamp (size 262)'],
  ],
  [
    'anchorings.district_id',
    another,
    size262,
    ['anchoring-missing anchorings.previous_size (size 266)', 'anchoring-unnoted 262'],
  ],
  [
    'districts.origin',
    sql`'log.example/other'`,
    () => record(t.known.districtId),
    [expect.stringContaining('district-changed districts.origin')],
  ],
  [
    'schools.name',
    sql`'别的名字'`,
    () => record(t.known.schoolId),
    ['row-differs schools.name (id schoolId) opened'],
  ],
  [
    'schools.sample_minimum_grams',
    sql`130`,
    () => record(t.known.schoolId),
    ['row-differs schools.sample_minimum_grams (id schoolId) opened'],
  ],
  [
    'schools.credit_code',
    sql`'x'`,
    () => record(t.known.schoolId),
    ['row-differs schools.credit_code (id schoolId) opened'],
  ],
  [
    'schools.id',
    another,
    () => record(t.known.schoolId),
    [
      'row-differs schools.id (id id) opened',
      'row-missing schools (id schoolId) opened',
      'row-missing schools (id schoolId) correction',
    ],
  ],
  ['schools.record_id', another, () => record(t.known.schoolId), ['row-without-record schools.record_id']],
];

describe('a superuser changes one column of one row, and the audit names it', () => {
  test.for(cases)('%s', async ([path, value, row, found]) => {
    const [table, name] = path.split('.') as [string, string];
    const change = sql`update ${sql.table(table)} set ${column(name)} = ${value} where ${row()}`;
    expect(await t.foundAfter([table], change)).toEqual([...found].sort());
  });
});

describe('a superuser deletes one row, and the audit tells what is gone', () => {
  test.for<readonly [table: string, row: () => RawBuilder<unknown>, found: readonly string[]]>([
    ['records', () => record(t.known.correction), ['record-missing 262 correction']],
    ['personal_values', () => here(sql`true`), ['personal-missing personal_values /name']],
    ['leaf_queue', () => here(sql`true`), ['record-unlogged records waiting']],
    [
      'log_leaves',
      () => here(sql`leaf_index = 262`),
      ['leaf-missing log_leaves 262', 'record-unlogged records correction'],
    ],
    ['log_tiles', tile(0, 1), Array(3).fill('tile-missing log_tiles 0/1')],
    ['checkpoints', () => here(sql`size = 263`), ['checkpoint-missing checkpoints.previous_size (size 266)']],
    [
      'anchorings',
      size262,
      ['anchoring-missing anchorings.previous_size (size 266)', 'anchoring-unnoted 262'],
    ],
    [
      'schools',
      () => record(t.known.schoolId),
      ['row-missing schools (id schoolId) opened', 'row-missing schools (id schoolId) correction'],
    ],
  ])('%s', async ([table, row, found]) => {
    const change = sql`delete from ${sql.table(table)} where ${row()}`;
    expect(await t.foundAfter([table], change)).toEqual([...found].sort());
  });
});

/** Columns that no finding follows from, each with the reason. */
const free = ['leaf_queue.place: the order of waiting says nothing'];

test('every column of the evidence is among them', () => {
  const columns = evidenceTables.flatMap((table) =>
    Object.keys(rows[table].columns).map((name) => `${snakeCase(table)}.${snakeCase(name)}`),
  );
  const covered = new Set([...cases.map(([path]) => path), ...free.map((line) => line.split(':')[0])]);
  expect(columns.filter((path) => !covered.has(path))).toEqual([]);
});
