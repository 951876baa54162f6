import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '#schemas/rows/index.ts';
import { snakeCase } from '#services/db/snake-case.ts';
import { allDerivedRows, allRecordedRows } from '#services/recorded-rows.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit, evidenceTables } from '#tests/support/audit.ts';
import { eventfulDistrict } from '#tests/support/eventful-district.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import {
  type Change,
  type ChangedColumn,
  type ChosenColumn,
  changeOf,
  columnsOf,
  dropConstraints,
  rowToChange,
} from '#tests/support/superuser-changes.ts';
import { tampered } from '#tests/support/tamper.ts';
import { unauditedColumns } from '#tests/support/unaudited-columns.ts';

/**
 * A superuser changes every column of every table, and the audit names each of them; but for those of which its README
 * says that it does not. So nobody can add a column and forget to say what it follows from. A row in another district is
 * gone from its own. The evidence itself, where more depends on what is changed how, is in audit-columns.test.ts.
 */

const evidence: ReadonlySet<string> = new Set(evidenceTables);
/** The columns by which rows name what they are part of. */
const owners = new Set(
  [...allRecordedRows, ...allDerivedRows].map(({ table, by }) => `${snakeCase(table)}.${snakeCase(by)}`),
);
const recorded = new Set(allRecordedRows.map(({ of }) => snakeCase(of)));
const tables = (Object.keys(rows) as (keyof typeof rows)[]).filter((table) => !evidence.has(table));
const { unaudited, foundAt } = unauditedColumns();
/** Columns that could be changed, and those of which no change was found. */
const tried = new Set<string>();
const silent = new Set<string>();

let t: TestApp;
let columns: readonly (readonly ChangedColumn[])[];
beforeAll(async () => {
  t = await testApp();
  await eventfulDistrict(t);
  await sequence(t);
  await anchor(t);
  columns = await columnsOf(t.owner, tables);
  await dropConstraints(t.owner);
});
afterAll(() => t[Symbol.asyncDispose]());

test('what the verbs wrote fits', async () => {
  expect((await audit(t)).findings).toEqual([]);
});

test.for<[change: Change, what: string]>([
  ['another', 'another value in each column'],
  ['filled', 'a value where there was none'],
  ['emptied', 'none where there was one'],
])('%s: %s', { timeout: 240_000 }, async ([change]) => {
  const changed = columns.map((group) => group.filter((one) => change === 'another' || one.isNullable));
  for (const round of roundsOf(changed)) await changeAndAudit(round, change);
  expect([...silent].filter((name) => !unaudited.some((entry) => covers(entry, name)))).toEqual([]);
});

test('no more is excused than is needed', () => {
  const needed = (name: string) => silent.has(name) || !tried.has(name);
  const names = columns.flat().map(nameOf);
  expect(unaudited.filter((entry) => !names.some((name) => covers(entry, name) && needed(name)))).toEqual([]);
});

/**
 * A quarter of each row's columns at a time. Alone change those that are found elsewhere, the keys of rows, those of
 * their parts, and the district: more would be found of them than they are.
 */
function* roundsOf(groups: readonly (readonly ChangedColumn[])[]): Generator<ChangedColumn[]> {
  const isKey = ({ table, isKey, column }: ChangedColumn) =>
    isKey || column === 'record_id' || owners.has(`${table}.${column}`);
  const isElsewhere = (one: ChangedColumn) => elsewhere(one) !== undefined;
  const isRecorded = ({ table }: ChangedColumn) => recorded.has(table);
  const ofDistrict = ({ table }: ChangedColumn) => table === 'districts';
  const kinds = [
    ofDistrict,
    isElsewhere,
    (one: ChangedColumn) => isKey(one) && isRecorded(one),
    (one: ChangedColumn) => isKey(one) && !isRecorded(one),
  ];
  const kindOf = (one: ChangedColumn) => kinds.findIndex((belongs) => belongs(one));
  for (const kind of [-1, ...kinds.keys()]) {
    const some = groups.map((group) => group.filter((one) => kindOf(one) === kind));
    const longest = Math.max(...some.map(({ length }) => length));
    const rounds = kind === -1 ? Math.min(4, longest) : longest;
    for (let round = 0; round < rounds; round += 1)
      yield some.flatMap((group) => group.filter((_, place) => place % rounds === round));
  }
}

async function changeAndAudit(round: readonly ChangedColumn[], change: Change): Promise<void> {
  const changes: ChosenColumn[] = [];
  for (const column of round) {
    const chosen = await rowToChange(t.owner, column, change);
    if (chosen) changes.push({ column, ...chosen });
  }
  const byRow = Map.groupBy(changes, ({ column, place }) => `${column.table} ${place}`);
  const { findings } = await tampered(
    t.owner,
    [...new Set(changes.map(({ column }) => column.table))],
    [...byRow.values()].map((ofRow) => changeOf(ofRow, change)),
    () => audit(t),
  );
  for (const { column, row } of changes) {
    tried.add(nameOf(column));
    if (!findings.some(({ place }) => isNamed(place, column, row))) silent.add(nameOf(column));
  }
}

const nameOf = ({ table, kind, column }: ChangedColumn) =>
  `${table}${kind === undefined ? '' : `[${kind}]`}.${column}`;

/** `lots.status` covers `lots[dish].status`, and `alerts.*` all columns of alerts. */
const covers = (entry: string, name: string): boolean =>
  [name, name.replace(/\[.*\]/, '')].some((one) => one === entry || one.replace(/\..*/, '.*') === entry);

const elsewhere = (changed: ChangedColumn): string | undefined =>
  [...foundAt].find(([entry]) => covers(entry, nameOf(changed)))?.[1];

/**
 * Of a key it is enough that the table is named: it may be the old row that is missed, or the new one too many. So it
 * is where rows have no id, which are told by what they are part of.
 */
function isNamed(place: string, changed: ChangedColumn, row: Readonly<Record<string, unknown>>): boolean {
  const { table, column, isKey } = changed;
  // With its id goes everything that it has.
  if (table === 'districts') return true;
  const [told = ''] = place.split(/,? /);
  const at = (name: string) => told === name || told.startsWith(`${name}.`);
  const named = elsewhere(changed);
  if (named !== undefined) return at(named);
  if (isKey || column === 'record_id') return at(table);
  if (told !== table && told !== `${table}.${column}`) return false;
  return row.id === undefined || Object.values(row).some((id) => isId(id) && place.includes(id));
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
