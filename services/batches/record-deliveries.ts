import { NewDeliveries } from '#schemas/delivery.ts';
import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { appendRecords } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { type Arrival, receiveDeliveries } from './receive.ts';
import { signersNow } from './signers.ts';

/**
 * Takes up to 100 deliveries in, all or none: what an offline phone or a supplier's system sends when it is back.
 * Receipts stand in the order of the deliveries; the rules are those of `recordDelivery`.
 */
export async function recordDeliveries(ctx: Context, input: NewDeliveries): Promise<DeliveryReceipt[]> {
  const { deliveries } = NewDeliveries.parse(input);
  const arrivals: Arrival[] = [];
  for (const [index, { coSigner, ...delivery }] of deliveries.entries()) {
    const actor = authorise(ctx, 'delivery.record', { schoolId: delivery.schoolId });
    const signers = await signersNow(ctx, actor, coSigner);
    arrivals.push({ delivery, signers, pointer: `/deliveries/${index}` });
  }
  return await transact(ctx, async (tx) => {
    const received = await receiveDeliveries(tx, arrivals);
    if (received.drafts.length > 0) await appendRecords(tx, received.drafts);
    await storeFindings(tx, received.findings);
    return received.receipts;
  });
}
