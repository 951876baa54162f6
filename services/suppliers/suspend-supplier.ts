import { Suspension } from '#schemas/supplier.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { lockSupplier } from './lock-supplier.ts';

/**
 * The district stops a supplier at all its schools until the suspension is lifted.
 *
 * @throws DomainError `not-found`, `conflict` while it is suspended already
 */
export async function suspendSupplier(
  ctx: Context,
  input: Suspension,
): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'supplier.suspend');
  const { supplierId, reason } = Suspension.parse(input);
  return await transact(ctx, async (tx) => {
    const { named } = await lockSupplier(tx, supplierId);
    const now = tx.clock.now();
    const id = newId(now);
    const recordId = await appendRecord(tx, {
      type: 'supplier-suspended',
      subject: supplierId,
      occurredAt: now,
      body: { supplier: named, cause: 'district', suspensionReason: reason, suspension: id },
    });
    await tx.db
      .insertInto('supplierSuspensions')
      .values({
        districtId: tx.districtId,
        id,
        supplierId,
        cause: 'district',
        qualificationId: null,
        reason,
        suspendedAt: now,
        liftedAt: null,
        recordId,
      })
      .execute();
    return { id, recordId };
  });
}
