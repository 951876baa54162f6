import type { Generated } from 'kysely';
import type { z } from 'zod';
import type { rows } from '#schemas/rows/index.ts';
import type { Row } from '#schemas/rows/row.ts';

type TableOf<R> =
  R extends Row<infer Columns, infer G>
    ? { [C in keyof Columns]: C extends G ? Generated<z.infer<Columns[C]>> : z.infer<Columns[C]> }
    : never;

/** Kysely's view of the database, derived from the row schemas. */
export type Tables = { [T in keyof typeof rows]: TableOf<(typeof rows)[T]> };
