import { authoriseJob } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { forEachDistrict, type Job, type Lease, requireLease } from '../jobs/index.ts';
import { appendRecord } from '../records/append.ts';
import { type DuePaper, duePapers, suppliersWithDuePapers } from './due-papers.ts';
import { lockSupplier } from './lock-supplier.ts';
import { settleRenewal } from './settle-renewal.ts';
import { suspendForLapse } from './suspend-for-lapse.ts';

const name = 'supplier-expiry';

/** Five past midnight in Shanghai: yesterday's last valid day is over. The guard on deliveries does not wait for it. */
export const supplierExpiryJob: Job = {
  name,
  schedule: '5 0 * * *',
  run: (deps) => forEachDistrict(deps, name, alertExpiries),
};

/**
 * SUP-02: tells once at each threshold that a paper is about to lapse, suspends on the day after its end, and ends the
 * suspension when a renewed licence comes into force. One transaction for each supplier, whose rows keep it from being done twice: a run that was cut off is completed by the
 * next.
 */
export async function alertExpiries(ctx: Context, lease: Lease): Promise<void> {
  authoriseJob(ctx, name);
  for (const supplierId of await suppliersWithDuePapers(ctx)) {
    await transact(ctx, async (tx) => {
      await requireLease(tx, lease);
      const supplier = await lockSupplier(tx, supplierId);
      await settleRenewal(tx, supplier);
      for (const due of await duePapers(tx, supplierId)) {
        const { thresholdDays, paper } = due;
        const recordId = await appendRecord(tx, {
          type: 'expiry-alerted',
          subject: supplierId,
          occurredAt: tx.clock.now(),
          body: { supplier: supplier.named, paper, thresholdDays },
        });
        await keepAlert(tx, supplierId, due, recordId);
        if (thresholdDays === 0) await suspendForLapse(tx, supplier, due);
      }
    });
  }
}

/** A nearer threshold takes the place of the farther ones of the same paper. */
async function keepAlert(tx: Tx, supplierId: string, due: DuePaper, recordId: string): Promise<void> {
  const { qualificationId, thresholdDays, paper } = due;
  const now = tx.clock.now();
  await tx.db
    .updateTable('alerts')
    .set({ state: 'overtaken' })
    .where('qualificationId', '=', qualificationId)
    .where('state', '=', 'open')
    .execute();
  await tx.db
    .insertInto('alerts')
    .values({
      districtId: tx.districtId,
      id: newId(now),
      supplierId,
      qualificationId,
      thresholdDays,
      validTo: paper.validTo,
      raisedAt: now,
      state: 'open',
      recordId,
    })
    .execute();
}
