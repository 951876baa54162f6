import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

/** A cabinet of the school. @throws DomainError `not-found` */
export async function ownCabinet(tx: Tx, schoolId: string, cabinetId: string): Promise<{ name: string }> {
  const cabinet = await tx.db
    .selectFrom('cabinets')
    .select('name')
    .where('id', '=', cabinetId)
    .where('schoolId', '=', schoolId)
    .executeTakeFirst();
  if (!cabinet) throw new DomainError('not-found', { data: { cabinetId } });
  return cabinet;
}
