import type { Insertable, QueryCreator, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

type Rows = { readonly [T in keyof Tables]?: readonly Insertable<Tables[T]>[] };

/**
 * Begins a statement that also inserts rows of other tables: one way to the database instead of one for each. References
 * between the rows are checked at its end, so their order does not matter. Tables without rows are left out.
 */
export function alongside(db: Transaction<Tables>, rows: Rows): QueryCreator<Tables> {
  let statement: QueryCreator<Tables> = db;
  for (const table of Object.keys(rows) as (keyof Tables)[]) {
    const added = rows[table] as readonly Insertable<Tables[typeof table]>[];
    if (added.length === 0) continue;
    // What the added part would give back is not asked for, so the tables stay what they are.
    statement = statement.with(`${table}Added`, (query) =>
      query.insertInto(table).values(added),
    ) as unknown as QueryCreator<Tables>;
  }
  return statement;
}
