import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

/**
 * The supplier's row, locked against other changes to the same supplier until the transaction ends, with the name
 * under which records speak of it.
 *
 * @throws DomainError `not-found`
 */
export async function lockSupplier(tx: Tx, supplierId: string) {
  const supplier = await tx.db
    .selectFrom('suppliers')
    .selectAll()
    .where('id', '=', supplierId)
    .forUpdate()
    .executeTakeFirst();
  if (!supplier) throw new DomainError('not-found', { data: { supplierId } });
  return { ...supplier, named: { name: supplier.name, creditCode: supplier.creditCode ?? undefined } };
}
