import type { Selectable } from 'kysely';
import type { Reader } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import type { RecordedTable } from './recorded-rows.ts';

/** How rows, or columns of rows, follow from others, which the audit holds to their records. Made by the functions below. */
export interface DerivedRows {
  readonly table: keyof Tables;
  readonly of: RecordedTable;
  /** The column by which a derived row names the row that it belongs to, and the column there that it names. */
  readonly by: string;
  readonly key: string;
  /** All rows that belong to these, or what the columns should be of each that something is known of. */
  readonly derive: (db: Reader, of: never) => Promise<readonly object[]>;
}

/** States that the rows of `table` which name a row of `of` are those that `derive` makes of it, and no others. */
export function derivedRows<Table extends keyof Tables, Of extends RecordedTable>(
  table: Table,
  { of, by, key }: { of: Of; by: keyof Tables[Table] & string; key: keyof Tables[Of] & string },
  derive: (
    db: Reader,
    of: readonly Selectable<Tables[Of]>[],
  ) => Promise<readonly Partial<Selectable<Tables[Table]>>[]>,
): DerivedRows {
  return { table, of, by, key, derive };
}

/** States columns of the rows of `table` that follow from more than the record which the row names: a stock, a status. */
export function derivedColumns<Table extends RecordedTable>(
  table: Table,
  derive: (
    db: Reader,
    rows: readonly Selectable<Tables[Table]>[],
  ) => Promise<readonly (Partial<Selectable<Tables[Table]>> & { readonly id: string })[]>,
): DerivedRows {
  return { table, of: table, by: 'id', key: 'id', derive };
}
