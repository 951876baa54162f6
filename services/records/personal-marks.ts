import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';

/** A personal value that equal ones should be found of: where it stands in its record, and as what it counts. */
export interface MarkedValue {
  /** Pointer to it in the record, as in `personal_values`. */
  readonly path: string;
  readonly value: string;
  /** Values are compared within one purpose only, e.g. `supplier/phone`. */
  readonly purpose: string;
}

/**
 * Remembers keyed digests of personal values of a record that was just appended. A mark goes when its value is erased
 * (the foreign key sees to that), so afterwards nothing tells any more whose value it was.
 */
export async function markPersonalValues(
  tx: Tx,
  recordId: string,
  values: readonly (MarkedValue & { readonly alias?: string })[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.db
    .insertInto('personalMarks')
    .values(
      values.map(({ path, value, purpose, alias }) => ({
        districtId: tx.districtId,
        recordId,
        path,
        mark: markOf(tx, value, purpose),
        alias: alias ?? newId(tx.clock.now()),
      })),
    )
    .execute();
}

/**
 * A name without meaning for a personal value, the same each time the value comes up: what other rows may hold in its
 * place. New ones are remembered by handing the alias to `markPersonalValues`.
 */
export async function aliasOf(tx: Tx, value: string, purpose: string): Promise<string> {
  const known = await tx.db
    .selectFrom('personalMarks')
    .select('alias')
    .where('mark', '=', markOf(tx, value, purpose))
    .executeTakeFirst();
  return known?.alias ?? newId(tx.clock.now());
}

const markOf = (tx: Tx, value: string, purpose: string) =>
  tx.vault.mark(value, `${tx.districtId}/${purpose}`);
