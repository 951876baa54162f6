import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

/** For lots whose status does not tell, because they wait for a signature. @throws DomainError `lot-held` */
export async function refuseOpenHolds(tx: Tx, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length === 0) return;
  const hold = await tx.db
    .selectFrom('holds')
    .select('lotId')
    .where('lotId', 'in', lotIds)
    .where('liftedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (hold) throw new DomainError('lot-held', { data: { lotId: hold.lotId } });
}
