import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { TableDump } from './manifest.ts';
import type { TableShape } from './tables.ts';

const rowsAtOnce = 1000;

/**
 * Writes a table's rows to a file: one line a row, a JSON array of each column's text as PostgreSQL writes it, or null. The
 * lines are compressed; the hash is of the file.
 *
 * @param tx a transaction, whose snapshot it is
 */
export async function dumpTable(tx: Kysely<unknown>, table: TableShape, path: string): Promise<TableDump> {
  let rows = 0;
  async function* lines() {
    for await (const page of pagesOf(tx, table)) {
      rows += page.length;
      yield page.map((line) => `${line}\n`).join('');
    }
  }
  const digest = createHash('sha256');
  await using file = await open(path, 'wx', 0o600);
  await pipeline(Readable.from(lines()), createGzip(), async (compressed) => {
    for await (const chunk of compressed) {
      digest.update(chunk);
      await file.writeFile(chunk);
    }
  });
  await file.sync();
  const columns = table.columns.map(({ name }) => name);
  return { name: table.name, columns, rows, sha256: digest.digest('hex') };
}

async function* pagesOf(tx: Kysely<unknown>, { name, columns }: TableShape): AsyncGenerator<string[]> {
  const texts = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`));
  await sql`declare dumped no scroll cursor for select json_build_array(${texts})::text as line
    from ${sql.table(name)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce)} from dumped`.execute(tx);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await sql`close dumped`.execute(tx);
}
