import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { appendRecord } from '../records/append.ts';
import type { lockSupplier } from './lock-supplier.ts';
import { type CurrentPaper, currentPapers, isInForce, isRenewed, renewed } from './renewal.ts';

type Supplier = Awaited<ReturnType<typeof lockSupplier>>;

/**
 * After a paper came in or was corrected, and each morning: closes the alerts that were answered, and ends suspensions
 * for licences that are in force again. Alerts about versions that are no longer believed are closed too; the job
 * raises new ones where due.
 */
export async function settleRenewal(tx: Tx, supplier: Supplier): Promise<void> {
  const papers = await currentPapers(tx, supplier.id);
  await closeAlerts(tx, supplier, papers);
  await liftSuspensions(tx, supplier, papers);
}

async function closeAlerts(tx: Tx, supplier: Supplier, papers: readonly CurrentPaper[]): Promise<void> {
  const today = civilDateOf(tx.clock.now());
  const alerts = await tx.db
    .selectFrom('alerts')
    .select(['id', 'qualificationId'])
    .where('supplierId', '=', supplier.id)
    .where('state', '=', 'open')
    .execute();
  const answered = alerts.filter(({ qualificationId }) => {
    const paper = papers.find(({ id }) => id === qualificationId);
    if (!paper) return true;
    const { validTo } = paper;
    return validTo !== null && isRenewed({ ...paper, validTo }, papers, today);
  });
  if (answered.length === 0) return;
  const ids = answered.map(({ id }) => id);
  await tx.db.updateTable('alerts').set({ state: 'resolved' }).where('id', 'in', ids).execute();
}

async function liftSuspensions(tx: Tx, supplier: Supplier, papers: readonly CurrentPaper[]): Promise<void> {
  const now = tx.clock.now();
  const suspensions = await tx.db
    .selectFrom('supplierSuspensions')
    .innerJoin('qualifications', 'qualifications.id', 'supplierSuspensions.qualificationId')
    .select(['supplierSuspensions.id', 'reason', 'kind', 'holderKey'])
    .where('supplierSuspensions.supplierId', '=', supplier.id)
    .where('cause', '=', 'expiry')
    .where('liftedAt', 'is', null)
    .execute();
  for (const { id, reason, ...paper } of suspensions) {
    if (!isInForce(paper, papers, civilDateOf(now))) continue;
    await tx.db.updateTable('supplierSuspensions').set({ liftedAt: now }).where('id', '=', id).execute();
    await appendRecord(tx, {
      type: 'suspension-lifted',
      subject: supplier.id,
      occurredAt: now,
      body: { supplier: supplier.named, cause: 'expiry', liftReason: renewed(reason), suspension: id },
    });
  }
}
