import { Suspension } from '#schemas/supplier.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord } from '../records/append.ts';
import { lockSupplier } from './lock-supplier.ts';

/**
 * Ends the district's suspension of a supplier. One for a lapsed licence ends by itself when the renewed one is
 * recorded.
 *
 * @throws DomainError `not-found` when no such suspension lasts
 */
export async function liftSuspension(ctx: Context, input: Suspension): Promise<{ recordId: string }> {
  authorise(ctx, 'supplier.suspend');
  const { supplierId, reason } = Suspension.parse(input);
  return await transact(ctx, async (tx) => {
    const { named } = await lockSupplier(tx, supplierId);
    const now = tx.clock.now();
    const lifted = await tx.db
      .updateTable('supplierSuspensions')
      .set({ liftedAt: now })
      .where('supplierId', '=', supplierId)
      .where('cause', '=', 'district')
      .where('liftedAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!lifted) throw new DomainError('not-found', { data: { supplierId } });
    const recordId = await appendRecord(tx, {
      type: 'suspension-lifted',
      subject: supplierId,
      occurredAt: now,
      body: { supplier: named, cause: 'district', liftReason: reason, suspension: lifted.id },
    });
    return { recordId };
  });
}
