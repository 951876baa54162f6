import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { lockLot, mentionLot } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';

/**
 * The receiving school signs for a transferred lot, which is in its store from then on.
 *
 * @throws DomainError `not-found` for a transfer that does not wait for this school, `lot-held`
 */
export async function acceptTransfer(
  ctx: Context,
  input: { readonly transferId: string },
): Promise<{ lotId: string; recordId: string }> {
  const actor = authorise(ctx, 'kitchen.write');
  const schoolId = ownSchool(actor);
  const transferId = knownId(input.transferId);
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const transfer = await waitingTransfer(tx, schoolId, transferId);
    const lot = await lockLot(tx, schoolId, transfer.newLotId);
    await refuseHeldOrigins(tx, [lot]);
    await tx.db.updateTable('lots').set({ status: 'open' }).where('id', '=', lot.id).execute();
    await tx.db
      .updateTable('lotTransfers')
      .set({ acceptedAt: now, acceptedById: actor.accountId })
      .where('id', '=', transferId)
      .execute();
    const sent = await tx.db
      .selectFrom('lots')
      .select(['id', 'code', 'name'])
      .where('id', '=', transfer.lotId)
      .executeTakeFirstOrThrow();
    const recordId = await appendRecord(tx, {
      type: 'transfer-accepted',
      subject: lot.id,
      school: schoolId,
      occurredAt: now,
      body: {
        transfer: transferId,
        fromSchool: (await schoolOf(tx.db, transfer.fromSchoolId)).name,
        toSchool: (await schoolOf(tx.db, schoolId)).name,
        from: mentionLot(sent),
        lot: mentionLot(lot),
        grams: transfer.grams,
      },
    });
    return { lotId: lot.id, recordId };
  });
}

/** Locked, so that a second acceptance finds it accepted. */
async function waitingTransfer(tx: Tx, schoolId: string, transferId: string) {
  const transfer = await tx.db
    .selectFrom('lotTransfers')
    .select(['lotId', 'newLotId', 'fromSchoolId', 'grams'])
    .where('id', '=', transferId)
    .where('toSchoolId', '=', schoolId)
    .where('acceptedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!transfer) throw new DomainError('not-found', { data: { transferId } });
  return transfer;
}
