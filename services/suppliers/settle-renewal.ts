import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { appendRecord } from '../records/append.ts';
import type { lockSupplier } from './lock-supplier.ts';
import { currentPapers, isRenewed } from './renewal.ts';

/**
 * After a paper came in or was corrected: closes the alerts that it answers, and ends suspensions for licences that it
 * renews. Alerts about versions that are no longer believed are closed too; the job raises new ones where due.
 */
export async function settleRenewal(
  tx: Tx,
  supplier: Awaited<ReturnType<typeof lockSupplier>>,
): Promise<void> {
  const now = tx.clock.now();
  const papers = await currentPapers(tx, supplier.id);
  const settled = (qualificationId: string | null) => {
    const paper = papers.find(({ id }) => id === qualificationId);
    if (!paper) return true;
    const { validTo } = paper;
    return validTo !== null && isRenewed({ ...paper, validTo }, papers, civilDateOf(now));
  };
  const alerts = await tx.db
    .selectFrom('alerts')
    .select(['id', 'qualificationId'])
    .where('supplierId', '=', supplier.id)
    .where('state', '=', 'open')
    .execute();
  const answered = alerts.filter(({ qualificationId }) => settled(qualificationId)).map(({ id }) => id);
  if (answered.length > 0) {
    await tx.db.updateTable('alerts').set({ state: 'resolved' }).where('id', 'in', answered).execute();
  }
  const suspensions = await tx.db
    .selectFrom('supplierSuspensions')
    .select(['id', 'qualificationId', 'reason'])
    .where('supplierId', '=', supplier.id)
    .where('cause', '=', 'expiry')
    .where('liftedAt', 'is', null)
    .execute();
  for (const { id, qualificationId, reason } of suspensions) {
    if (!settled(qualificationId)) continue;
    await tx.db.updateTable('supplierSuspensions').set({ liftedAt: now }).where('id', '=', id).execute();
    await appendRecord(tx, {
      type: 'suspension-lifted',
      subject: supplier.id,
      occurredAt: now,
      body: { supplier: supplier.named, cause: 'expiry', liftReason: `已更新：${reason}` },
    });
  }
}
