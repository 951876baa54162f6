import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { LotRow } from './lock-lots.ts';

/** A lot of whichever school of the district, or of none, locked until the transaction ends. @throws DomainError `not-found` */
export async function lotAnywhere(tx: Tx, lotId: string): Promise<LotRow> {
  const lot = await tx.db
    .selectFrom('lots')
    .selectAll()
    .where('id', '=', lotId)
    .forUpdate()
    .executeTakeFirst();
  if (!lot) throw new DomainError('not-found', { data: { lotId } });
  return lot;
}
