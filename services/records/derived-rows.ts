import type { Selectable } from 'kysely';
import type { Reader } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import type { RecordedTable } from './recorded-rows.ts';

/**
 * How the rows of a table follow from rows of another, which the audit holds to their records. Made by `derivedRows`.
 */
export interface DerivedRows {
  readonly table: keyof Tables;
  readonly of: RecordedTable;
  /** The column by which a derived row names the row that it belongs to, and the column there that it names. */
  readonly by: string;
  readonly key: string;
  /** All rows that belong to these. */
  readonly derive: (db: Reader, of: never) => Promise<readonly object[]>;
}

/** States that the rows of `table` which name a row of `of` are those that `derive` makes of it, and no others. */
export function derivedRows<Table extends keyof Tables, Of extends RecordedTable>(
  table: Table,
  { of, by, key }: { of: Of; by: keyof Tables[Table] & string; key: keyof Tables[Of] & string },
  derive: (
    db: Reader,
    of: readonly Selectable<Tables[Of]>[],
  ) => Promise<readonly Selectable<Tables[Table]>[]>,
): DerivedRows {
  return { table, of, by, key, derive };
}
