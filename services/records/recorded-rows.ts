import type { RecordOf, RecordType } from '#schemas/records/index.ts';
import type { Tables } from '../db/tables.ts';

/** Tables whose rows have an id and name the record that they follow from. */
export type RecordedTable = {
  [T in keyof Tables]: Tables[T] extends { id: string; recordId: string | null } ? T : never;
}[keyof Tables];

/** How the rows of a table follow from records: what the audit compares. Made by `recordedRows`. */
export interface RecordedRows {
  readonly table: RecordedTable;
  /** Types of the records that rows name in `recordId`. */
  readonly types: readonly RecordType[];
  /** The columns that the record determines, as the row should have them. */
  readonly columns: (record: never, row: never) => object;
  /** Each record of these types is about one row, whose id is the record's subject, and which is never deleted. */
  readonly subjects: boolean;
}

/**
 * States how the rows of a table follow from records of some types. Leave out columns that change without a record
 * of these types (stock, status); rows that name a record of another type are not compared.
 */
export function recordedRows<Table extends RecordedTable, Type extends RecordType>(
  table: Table,
  types: readonly Type[],
  columns: (record: RecordOf<Type>, row: Tables[Table]) => Partial<Tables[Table]>,
  { subjects = false } = {},
): RecordedRows {
  return { table, types, columns: columns as RecordedRows['columns'], subjects };
}
