import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { rows } from '#schemas/rows/index.ts';
import type { Db } from '#services/db/connect.ts';
import { snakeCase } from '#services/db/snake-case.ts';

/** A column as the database has it, of rows of one kind where a table holds several. */
export interface ChangedColumn {
  readonly table: string;
  /** Of the table's kinds of rows, the one that is changed. */
  readonly kind: string | undefined;
  readonly column: string;
  /** Its value tells rows apart, so that a change is as good as another row in place of this one. */
  readonly isKey: boolean;
  readonly isNullable: boolean;
  readonly type: string;
  readonly options: readonly string[] | undefined;
}

/** `another` value, a value where there was none (`filled`), none where there was one (`emptied`). */
export type Change = 'another' | 'filled' | 'emptied';

/** Tables whose rows follow from different records, by the column that tells their kinds apart. */
const kindColumns: Readonly<Record<string, string>> = { lots: 'kind', supplier_suspensions: 'cause' };

/** What the database itself would refuse, a superuser can allow first. */
export async function dropConstraints(owner: Db): Promise<void> {
  await sql`do $$ declare one record; begin
    for one in select conrelid::regclass as owner, conname from pg_constraint
      where contype in ('c', 'f', 'p', 'u', 'x') and connamespace = current_schema()::regnamespace
      order by contype = 'p', contype = 'u'
    loop execute format('alter table %s drop constraint if exists %I cascade', one.owner, one.conname); end loop;
    for one in select indexrelid::regclass as name from pg_index
      where indisunique and indrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace)
    loop execute format('drop index %s', one.name); end loop;
    for one in select attrelid::regclass as owner, attname from pg_attribute
      where attidentity <> '' and attrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace)
    loop execute format('alter table %s alter column %I drop identity', one.owner, one.attname); end loop;
    for one in select attrelid::regclass as owner, attname from pg_attribute
      where attnotnull and not attisdropped and attnum > 0
        and attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace)
    loop execute format('alter table %s alter column %I drop not null', one.owner, one.attname); end loop;
    end $$`.execute(owner);
}

/** Every column of these tables, by table. */
export async function columnsOf(
  owner: Db,
  tables: readonly (keyof typeof rows)[],
): Promise<ChangedColumn[][]> {
  const { rows: found } = await sql<{
    tableName: string;
    columnName: string;
    type: string;
    isKey: boolean;
    isNullable: boolean;
  }>`
    select table_name, column_name, udt_name as type, is_nullable = 'YES' as is_nullable, exists (
      select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indisprimary and i.indrelid = (quote_ident(table_name))::regclass and a.attname = column_name) as is_key
    from information_schema.columns where table_schema = current_schema()`.execute(owner);
  const byName = new Map(found.map((column) => [`${column.tableName}.${column.columnName}`, column]));
  const described = [];
  for (const name of tables) {
    const table = snakeCase(name);
    for (const kind of await kindsOf(owner, table))
      described.push(
        Object.entries(rows[name].columns).map(([member, schema]) => {
          const column = snakeCase(member);
          const { type, isKey, isNullable } = byName.get(`${table}.${column}`)!;
          return { table, kind, column, type, isKey, isNullable, options: optionsOf(schema) };
        }),
      );
  }
  return described;
}

async function kindsOf(owner: Db, table: string): Promise<(string | undefined)[]> {
  const column = kindColumns[table];
  if (column === undefined) return [undefined];
  const { rows: kinds } = await sql<{ kind: string }>`
    select distinct ${sql.ref(column)} as kind from ${sql.table(table)} order by 1`.execute(owner);
  return kinds.map(({ kind }) => kind);
}

function optionsOf(schema: z.core.$ZodType): readonly string[] | undefined {
  if (schema instanceof z.ZodNullable) return optionsOf(schema.unwrap());
  return schema instanceof z.ZodEnum ? (schema.options as string[]) : undefined;
}

/** A column and the row in which it is changed. */
export interface ChosenColumn extends Chosen {
  readonly column: ChangedColumn;
}

interface Chosen {
  readonly place: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** One row in which the column can be changed so; none in which it cannot. */
export async function rowToChange(
  owner: Db,
  { table, kind, column }: ChangedColumn,
  change: Change,
): Promise<Chosen | undefined> {
  const name = sql.ref(column);
  const ofKind = kind === undefined ? sql`true` : sql`${sql.ref(kindColumns[table] as string)} = ${kind}`;
  const fits = { another: sql`true`, filled: sql`${name} is null`, emptied: sql`${name} is not null` };
  const { rows: found } = await sql<Chosen>`
    select ctid::text as place, to_jsonb(one) as row from ${sql.table(table)} one where ${ofKind} and ${fits[change]}
    order by ${name} is null, ctid limit 1`.execute(owner);
  return found[0];
}

/** The statement that changes columns of one row. */
export function changeOf(chosen: readonly ChosenColumn[], change: Change): RawBuilder<unknown> {
  const [{ column, place }] = chosen as [ChosenColumn];
  const changes = chosen.map(
    ({ column: one }) =>
      sql`${sql.ref(one.column)} = ${change === 'emptied' ? sql`null` : anotherValue(one)}`,
  );
  return sql`update ${sql.table(column.table)} set ${sql.join(changes)} where ctid = ${place}::tid`;
}

function anotherValue({ table, column, type, isKey, options }: ChangedColumn): RawBuilder<unknown> {
  const name = sql.ref(`${table}.${column}`);
  if (options) return sql`(array_remove(${[...options]}::text[], ${name}))[1]`;
  const made = madeValue(name, type);
  if (type !== 'uuid' || isKey) return made;
  // Somebody else's: what names nothing would be found too easily.
  return sql`coalesce((select other.${sql.ref(column)} from ${sql.table(table)} other
    where other.${sql.ref(column)} <> ${name} limit 1), ${made})`;
}

function madeValue(name: RawBuilder<unknown>, type: string): RawBuilder<unknown> {
  switch (type) {
    case 'uuid':
      return sql`gen_random_uuid()`;
    case 'bool':
      return sql`not coalesce(${name}, false)`;
    case 'int4':
    case 'int8':
      return sql`coalesce(${name}, 0) + 7919`;
    case 'date':
      return sql`coalesce(${name}, date '2026-01-01') + 1`;
    case 'timestamptz':
      return sql`coalesce(${name}, timestamptz '2026-01-01') + interval '1 hour'`;
    case 'jsonb':
      return sql`'{"changed": true}'::jsonb`;
    case 'bytea':
      return sql`sha256(coalesce(${name}, ''))`;
    case '_text':
      return sql`array_append(${name}, 'x')`;
    case '_int4':
      return sql`array_append(${name}, 1)`;
    default:
      return sql`coalesce(${name}, '') || 'x'`;
  }
}
