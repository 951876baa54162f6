import { z } from 'zod';

/** A table's columns as zod types, with the names of those that the database fills in by itself. */
export interface Row<Columns extends z.ZodRawShape, Generated extends keyof Columns> {
  readonly columns: Columns;
  readonly generated: readonly Generated[];
}

export function row<Columns extends z.ZodRawShape, const Generated extends keyof Columns = never>(
  columns: Columns,
  generated: readonly Generated[] = [],
): Row<Columns, Generated> {
  return { columns, generated };
}

/** bytea */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** Whole number from bigint or integer. */
export const Count = z.int();
