import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** One CSV file as read: its rows still raw text, and the hash of its bytes. */
export interface Table {
  readonly file: string;
  readonly sha256: string;
  readonly rows: readonly Record<string, string>[];
}

/** Reads a UTF-8 CSV file with a header line. @throws when the file is missing or a line has too many or few cells. */
export async function readTable(directory: string, file: string): Promise<Table> {
  const bytes = await readFile(join(directory, file));
  return {
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    rows: parse(bytes, { columns: true }),
  };
}

/** Turns raw rows into typed ones. @throws Error naming file, line and cell of the first row that does not fit. */
export function parseRows<Schema extends z.ZodType>(table: Table, schema: Schema): z.output<Schema>[] {
  return table.rows.map((row, index) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    throw new Error(`${table.file} line ${index + 2}: ${z.prettifyError(parsed.error)}`);
  });
}

/** An empty cell is an absent value. */
export const optionalText = z.string().transform((text) => (text === '' ? undefined : text));

/** `a;b;c`, or nothing. */
export const list = z.string().transform((text): readonly string[] => (text === '' ? [] : text.split(';')));

export const divisionCode = z.string().regex(/^[1-9]\d{5}$/);

/** `1` or empty (or `0`). */
export const flag = z.enum(['1', '0', '']).transform((text) => text === '1');

/** An integer, or undefined for an empty cell. */
export const optionalInteger = z
  .string()
  .regex(/^(-?\d+)?$/)
  .transform((text) => (text === '' ? undefined : Number(text)));
