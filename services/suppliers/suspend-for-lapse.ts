import { addDays, startOfDay } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import type { DuePaper } from './due-papers.ts';
import type { lockSupplier } from './lock-supplier.ts';
import { suspendingKinds } from './renewal.ts';

/**
 * Records that a supplier is suspended because a licence lapsed: from the first instant of the day after its end, in
 * Shanghai. It bars the goods that need the licence; deliveries of others go on.
 */
export async function suspendForLapse(
  tx: Tx,
  supplier: Awaited<ReturnType<typeof lockSupplier>>,
  { qualificationId, finding, paper }: DuePaper,
): Promise<void> {
  if (!suspendingKinds(tx.reference).has(paper.kind)) return;
  const suspendedAt = startOfDay(addDays(paper.validTo, 1));
  const reason = `${paper.kindName} ${paper.number} 有效期至 ${paper.validTo}`;
  const id = newId(tx.clock.now());
  const recordId = await appendRecord(tx, {
    type: 'supplier-suspended',
    subject: supplier.id,
    occurredAt: suspendedAt,
    body: { supplier: supplier.named, cause: 'expiry', suspensionReason: reason, paper, suspension: id },
  });
  await tx.db
    .insertInto('supplierSuspensions')
    .values({
      districtId: tx.districtId,
      id,
      supplierId: supplier.id,
      cause: 'expiry',
      qualificationId,
      reason,
      suspendedAt,
      liftedAt: null,
      recordId,
    })
    .execute();
  const subject = { kind: 'supplier', id: supplier.id, schoolId: null, recordId };
  await storeFindings(tx, [{ subject, findings: [finding] }]);
}
