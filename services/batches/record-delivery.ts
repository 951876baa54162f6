import { NewDelivery } from '#schemas/delivery.ts';
import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { appendRecords } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { receiveDeliveries } from './receive.ts';
import { signersNow } from './signers.ts';

/**
 * Takes a delivery in: acceptance paper, one lot for each accepted line, the papers that came with it. The account
 * signs first. The second person signs in the same call with an own PIN, or later with `signDelivery`; until then the
 * lots cannot be used. The same id and content sent again changes nothing and answers as before.
 *
 * @throws DomainError when goods that the law keeps out are accepted (RCV-01, -04, -05, -07, -08): `documents-missing`,
 *   `lot-expired`, `same-signer`, `signer-not-independent`, `co-signer-refused`, `banned-goods`, `licence-expired`,
 *   `supplier-not-qualified`, `needs-override`, `lot-held`; `conflict` for a note number that is taken
 */
export async function recordDelivery(ctx: Context, input: NewDelivery): Promise<DeliveryReceipt> {
  const { coSigner, ...delivery } = NewDelivery.parse(input);
  const actor = authorise(ctx, 'delivery.record', { schoolId: delivery.schoolId });
  const signers = await signersNow(ctx, actor, coSigner);
  return await transact(ctx, async (tx) => {
    const received = await receiveDeliveries(tx, [{ delivery, signers, pointer: '' }]);
    if (received.drafts.length > 0) await appendRecords(tx, received.drafts);
    await storeFindings(tx, received.findings);
    return received.receipts[0] as DeliveryReceipt;
  });
}
