import type { Selectable } from 'kysely';
import type { Tx } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { DomainError } from '../errors.ts';

export type LotRow = Selectable<Tables['lots']>;

/**
 * The school's lots of these ids, locked until the transaction ends and always in the same order: two takers of the
 * same lots wait for each other, neither for ever.
 *
 * @throws DomainError `not-found` when one of them is not a lot of the school
 */
export async function lockLots(tx: Tx, schoolId: string, lotIds: readonly string[]): Promise<LotRow[]> {
  if (lotIds.length === 0) return [];
  const lots = await tx.db
    .selectFrom('lots')
    .selectAll()
    .where('id', 'in', lotIds)
    .where('schoolId', '=', schoolId)
    .orderBy('id')
    .forUpdate()
    .execute();
  const found = new Set(lots.map(({ id }) => id));
  const lotId = lotIds.find((id) => !found.has(id));
  if (lotId !== undefined) throw new DomainError('not-found', { data: { lotId } });
  return lots;
}

export async function lockLot(tx: Tx, schoolId: string, lotId: string): Promise<LotRow> {
  const [lot] = await lockLots(tx, schoolId, [lotId]);
  return lot as LotRow;
}
