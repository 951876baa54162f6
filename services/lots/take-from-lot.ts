import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

/**
 * Takes a quantity out of a lot's stock and returns the lot. The row stays locked until the transaction ends, so
 * two takers of the last kilogram cannot both have it.
 *
 * RCV-10: never more than there is, nothing held, nothing past its date.
 * @throws DomainError `not-found`, `lot-held`, `lot-expired`, `lot-not-available`, `stock-exceeded`
 */
export async function takeFromLot(tx: Tx, schoolId: string, lotId: string, grams: number) {
  const lot = await tx.db
    .selectFrom('lots')
    .selectAll()
    .where('id', '=', lotId)
    .where('schoolId', '=', schoolId)
    .forUpdate()
    .executeTakeFirst();
  if (!lot) throw new DomainError('not-found', { data: { lotId } });
  if (lot.status === 'held') throw new DomainError('lot-held', { data: { lotId } });
  if (lot.status !== 'open')
    throw new DomainError('lot-not-available', { data: { lotId, status: lot.status } });
  if (lot.expiresOn !== null && lot.expiresOn < civilDateOf(tx.clock.now())) {
    throw new DomainError('lot-expired', { data: { lotId, expiresOn: lot.expiresOn } });
  }
  const remainingGrams = lot.remainingGrams ?? 0;
  if (grams > remainingGrams) throw new DomainError('stock-exceeded', { data: { lotId, remainingGrams } });
  await tx.db
    .updateTable('lots')
    .set({
      remainingGrams: remainingGrams - grams,
      ...(grams === remainingGrams ? { status: 'closed' as const } : {}),
    })
    .where('id', '=', lotId)
    .execute();
  return lot;
}
