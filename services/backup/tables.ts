import { type Kysely, sql } from 'kysely';

/** A table as the catalogue has it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface Column {
  readonly name: string;
  /** As it is written in SQL. */
  readonly type: string;
  /** Numbered by the database from a sequence. */
  readonly isNumbered: boolean;
}

/** Every table of the product, each after those that it refers to. */
export async function tablesInOrder(db: Kysely<unknown>): Promise<TableShape[]> {
  const columns = await columnsByTable(db);
  const references = await referencesByTable(db);
  const ordered: TableShape[] = [];
  const waiting = new Set(columns.keys());
  while (waiting.size > 0) {
    const ready = [...waiting].filter((name) => !references.get(name)?.some((other) => waiting.has(other)));
    if (ready.length === 0) throw new Error(`these tables refer to each other: ${[...waiting].join(', ')}`);
    for (const name of ready) {
      ordered.push({ name, columns: columns.get(name) ?? [] });
      waiting.delete(name);
    }
  }
  return ordered;
}

async function columnsByTable(db: Kysely<unknown>): Promise<Map<string, Column[]>> {
  const { rows } = await sql<Column & { tableName: string }>`
    select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attidentity <> '' as is_numbered
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by c.relname, a.attnum`.execute(db);
  return Map.groupBy(rows, ({ tableName }) => tableName) as Map<string, Column[]>;
}

async function referencesByTable(db: Kysely<unknown>): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ tableName: string; other: string }>`
    select distinct conrelid::regclass::text as table_name, confrelid::regclass::text as other
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ tableName }) => tableName)].map(([name, found]) => [
      name,
      found.map(({ other }) => other),
    ]),
  );
}

/** Names of the migrations that the database has had, oldest first. */
export async function appliedMigrations(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
