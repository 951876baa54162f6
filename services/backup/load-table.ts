import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { TableDump } from './manifest.ts';
import type { Column, TableShape } from './tables.ts';

const rowsAtOnce = 1000;

/**
 * Puts the rows of a dump into an empty table, and lets its numbering go on behind them.
 *
 * @param table as the database has it, to which the dump must fit
 * @throws Error when it does not
 */
export async function loadTable(tx: Kysely<unknown>, table: TableShape, dump: TableDump, path: string) {
  const columns = dump.columns.map((name) => columnNamed(table, name));
  let [rows, page] = [0, [] as string[]];
  const insert = async () => {
    if (page.length > 0) await insertPage(tx, table.name, columns, `[${page.join(',')}]`);
    rows += page.length;
    page = [];
  };
  for await (const line of linesOf(path)) {
    page.push(line);
    if (page.length === rowsAtOnce) await insert();
  }
  await insert();
  if (rows !== dump.rows) throw new Error(`${path} holds ${rows} rows instead of ${dump.rows}`);
  for (const { name, isNumbered } of columns) {
    if (isNumbered) await continueNumbering(tx, table.name, name);
  }
}

/** Not `readline`: that takes other characters too, which may stand in a text, for the end of a line. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const text = createGunzip();
  const unpacked = pipeline(createReadStream(path), text);
  unpacked.catch(() => undefined);
  let rest = '';
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  await unpacked;
}

function columnNamed(table: TableShape, name: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (!column) throw new Error(`the table ${table.name} has no column ${name}`);
  return column;
}

/** Each value takes the way back that it came: the text is read by its type. */
async function insertPage(tx: Kysely<unknown>, table: string, columns: readonly Column[], rows: string) {
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  const values = sql.join(columns.map(({ type }, i) => sql`(line ->> ${sql.lit(i)})::${sql.raw(type)}`));
  await sql`insert into ${sql.table(table)} (${names}) overriding system value
    select ${values} from json_array_elements(${rows}::json) as line`.execute(tx);
}

async function continueNumbering(tx: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)}))
    from ${sql.table(table)} having max(${sql.ref(column)}) is not null`.execute(tx);
}
