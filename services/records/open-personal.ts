import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { PersonalVault } from './personal.ts';

/** The personal values of records, by record and path. Erased ones are absent. Callers ask for the permission. */
export async function openPersonalValues(
  db: Reader,
  vault: PersonalVault,
  recordIds: readonly string[],
): Promise<Map<string, Readonly<Record<string, string>>>> {
  const rows =
    recordIds.length === 0
      ? []
      : await db
          .selectFrom('personalValues')
          .select(['recordId', 'path', 'sealed'])
          .where('recordId', '=', anyId(recordIds))
          .execute();
  const values = new Map<string, Record<string, string>>();
  for (const { recordId, path, sealed } of rows) {
    const value = vault.open(sealed, `${recordId}${path}`);
    values.set(recordId, { ...values.get(recordId), [path]: value });
  }
  return values;
}
