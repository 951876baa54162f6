import { type RawBuilder, sql } from 'kysely';

/** For `where(column, '=', anyId(ids))`: an `in` list of many thousands would run out of parameters. */
export const anyId = (ids: Iterable<string>): RawBuilder<string> => sql<string>`any(${[...ids]}::uuid[])`;

/** The same for numbers of lots. */
export const anyNumber = (numbers: Iterable<number>): RawBuilder<number> =>
  sql<number>`any(${[...numbers]}::bigint[])`;
