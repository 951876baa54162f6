import { NewRestocking } from '#schemas/kitchen-stock.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { linkLots, lockLot, lotsOfUnsignedDeliveries, mentionLot } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { takeKitchenStock } from './take-from-kitchen.ts';

/**
 * The kitchen gives unused stock back to the store (退库): the way to mend an issue of too much.
 *
 * @throws DomainError `not-found`, `lot-held`, `lot-not-available`, `stock-exceeded`
 */
export async function restockLot(ctx: Context, input: NewRestocking): Promise<{ recordId: string }> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { lotId, grams, reason } = NewRestocking.parse(input);
  return await transact(ctx, async (tx) => {
    const lot = await lockLot(tx, schoolId, lotId);
    await refuseHeldOrigins(tx, [lot]);
    if (lot.kind !== 'delivery')
      throw new DomainError('lot-not-available', { data: { lotId, kind: lot.kind } });
    await takeKitchenStock(tx, lot, grams);
    await tx.db
      .updateTable('kitchenStock')
      .set(({ eb }) => ({ issuedGrams: eb('issuedGrams', '-', grams) }))
      .where('lotId', '=', lotId)
      .execute();
    // A correction of the delivery may wait for its second signature meanwhile.
    const isUnsigned = (await lotsOfUnsignedDeliveries(tx.db, [lotId])).length > 0;
    const status = isUnsigned ? 'awaiting-signature' : 'open';
    await tx.db
      .updateTable('lots')
      .set({ remainingGrams: (lot.remainingGrams ?? 0) + grams, status })
      .where('id', '=', lotId)
      .execute();
    const now = tx.clock.now();
    const { name } = await schoolOf(tx.db, schoolId);
    const recordId = await appendRecord(tx, {
      type: 'lot-restocked',
      subject: lotId,
      school: schoolId,
      occurredAt: now,
      body: { schoolName: name, lot: mentionLot(lot), grams, because: reason },
    });
    await linkLots(tx, { kind: 'restocking', schoolId, occurredAt: now, recordId, inputs: [], outputs: [] });
    return { recordId };
  });
}
