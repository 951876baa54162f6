import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rows } from '#schemas/rows/index.ts';
import { snakeCase } from '#services/db/snake-case.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(2);
});
afterAll(() => database[Symbol.asyncDispose]());

interface Column {
  readonly tableName: string;
  readonly columnName: string;
  readonly isNullable: string;
}

async function liveColumns(): Promise<Column[]> {
  const { rows: found } = await sql<Column>`
    select table_name, column_name, is_nullable from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%' order by 1, 2`.execute(database.owner);
  return found;
}

test('the row schemas name exactly the columns of the live database', async () => {
  const live = (await liveColumns()).map(({ tableName, columnName }) => `${tableName}.${columnName}`);
  const declared = Object.entries(rows).flatMap(([table, { columns }]) =>
    Object.keys(columns).map((column) => `${snakeCase(table)}.${snakeCase(column)}`),
  );
  expect(declared.sort()).toEqual(live.sort());
});

test('what may be null in the database may be null in the schemas, and nothing else', async () => {
  const nullable = (await liveColumns())
    .filter(({ isNullable }) => isNullable === 'YES')
    .map(({ tableName, columnName }) => `${tableName}.${columnName}`);
  const declared = Object.entries(rows).flatMap(([table, { columns }]) =>
    Object.entries(columns)
      .filter(([, schema]) => schema instanceof z.ZodNullable)
      .map(([column]) => `${snakeCase(table)}.${snakeCase(column)}`),
  );
  expect(declared.sort()).toEqual(nullable.sort());
});

test('every table with a district binds each transaction to it, for its owner too', async () => {
  const { rows: tables } = await sql<{ tableName: string; forced: boolean }>`
    select c.relname as table_name, c.relrowsecurity and c.relforcerowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'district_id')`.execute(
    database.owner,
  );
  const open = tables.filter(({ forced }) => !forced).map(({ tableName }) => tableName);
  // Looked up before the district is known: who signs in, and which district a public code belongs to.
  expect(open.sort()).toEqual(['accounts', 'public_codes']);
});

test('views run with the rights of whoever asks', async () => {
  const { rows: views } = await sql<{ relname: string }>`
    select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'v'
      and not coalesce('security_invoker=true' = any(c.reloptions), false)`.execute(database.owner);
  expect(views).toEqual([]);
});

test('records can be neither changed nor deleted, not even by the owner', async () => {
  for (const change of [
    sql`update records set canonical = ''`,
    sql`delete from records`,
    sql`truncate records`,
  ]) {
    await expect(change.execute(database.owner)).rejects.toThrow('append-only');
    await expect(change.execute(database.db)).rejects.toThrow('permission denied');
  }
});
