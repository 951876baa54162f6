import type { RecordOf, RecordType } from '#schemas/records/index.ts';
import type { Tables } from '../db/tables.ts';

/** Tables whose rows have an id and name the record that they follow from. */
export type RecordedTable = {
  [T in keyof Tables]: Tables[T] extends { id: string; recordId: string | null } ? T : never;
}[keyof Tables];

/** How the rows of a table follow from records: what the audit compares. Made by the functions below. */
export interface RecordedRows {
  readonly table: keyof Tables;
  /** The rows that name the record: those of the table itself, or those that its rows are parts of. */
  readonly of: RecordedTable;
  /** The column by which a part names the row that it is part of; for the rows themselves, `id`. */
  readonly by: string;
  /** Types of the records that are named. */
  readonly types: readonly RecordType[];
  /** Types of records that say more of the row later on, and the column that names what these are about. */
  readonly later: readonly RecordType[];
  readonly about: string;
  /** Each record of these types is about one row, whose id is the record's subject, and which is never deleted. */
  readonly subjects: boolean;
  /** Each record of these types is named by one row, unless another record took its place. */
  readonly each: boolean;
  /** Of parts: how many the record tells of. */
  readonly count: ((record: never) => number) | undefined;
  /** The columns that the records determine, as the row should have them. */
  readonly columns: (record: never, row: never, later: never) => object;
}

type Columns<Table extends keyof Tables, Type extends RecordType, Later extends RecordType> = (
  record: RecordOf<Type>,
  row: Tables[Table],
  /** In the order in which they were recorded. */
  later: readonly RecordOf<Later>[],
) => Partial<Tables[Table]>;

/**
 * States how the rows of a table follow from records of some types. Leave out columns that change without a record
 * of these types (stock, status); rows that name a record of another type are not compared.
 */
export function recordedRows<
  Table extends RecordedTable,
  Type extends RecordType,
  Later extends RecordType = never,
>(
  table: Table,
  types: readonly Type[],
  columns: Columns<Table, Type, Later>,
  {
    later = [],
    about = 'id',
    subjects = false,
    each = false,
  }: {
    readonly later?: readonly Later[];
    readonly about?: keyof Tables[Table] & string;
    readonly subjects?: boolean;
    readonly each?: boolean;
  } = {},
): RecordedRows {
  return { table, of: table, by: 'id', types, later, about, subjects, each, count: undefined, columns };
}

/** The same for rows that are parts of a row that names the record: the lines of a delivery, of which it tells `count`. */
export function recordedParts<Table extends keyof Tables, Type extends RecordType>(
  table: Table,
  { of, by }: { of: RecordedTable; by: keyof Tables[Table] & string },
  types: readonly Type[],
  columns: Columns<Table, Type, never>,
  count?: (record: RecordOf<Type>) => number,
): RecordedRows {
  return { table, of, by, types, later: [], about: 'id', subjects: false, each: false, count, columns };
}
