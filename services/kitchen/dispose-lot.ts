import { type MadeNow, NewDisposal } from '#schemas/kitchen-stock.ts';
import { personal } from '#schemas/records/record.ts';
import { authorise, confirmSecondPerson, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type LotRow, lockLot, mentionLot, reduceStock } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { endTrace } from './end-trace.ts';
import { takeKitchenStock } from './take-from-kitchen.ts';

/**
 * Destroys stock or leftovers before a witness, who confirms with an own PIN (实施条例 29: spoiled, expired and recalled
 * goods are destroyed and recorded). Nothing that is held can be destroyed: an incident would lose its evidence.
 *
 * @throws DomainError `not-found`, `lot-held`, `lot-not-available`, `stock-exceeded`, `same-signer`,
 * `co-signer-refused`, `locked`
 */
export async function disposeLot(ctx: Context, input: NewDisposal): Promise<MadeNow> {
  const actor = authorise(ctx, 'kitchen.write');
  const schoolId = ownSchool(actor);
  const { lotId, place, grams, reason, witness } = NewDisposal.parse(input);
  const seenBy = await confirmSecondPerson(ctx, actor, witness);
  return await transact(ctx, async (tx) => {
    const lot = await lockLot(tx, schoolId, lotId);
    await refuseHeldOrigins(tx, [lot]);
    await takeForDisposal(tx, lot, place, grams);
    const disposedAt = tx.clock.now();
    const recordId = newId(disposedAt);
    const { id, code } = await endTrace(tx, lot, { grams, disposedAt, recordId });
    const { name } = await schoolOf(tx.db, schoolId);
    await appendRecord(tx, {
      type: 'lot-disposed',
      id: recordId,
      subject: lotId,
      school: schoolId,
      occurredAt: disposedAt,
      body: {
        schoolName: name,
        lot: mentionLot(lot),
        place,
        grams,
        because: reason,
        witness: seenBy.accountId,
        witnessName: personal(seenBy.displayName),
      },
    });
    const row = { id, schoolId, lotId, place, grams, reason, disposedAt, recordId };
    await tx.db
      .insertInto('disposals')
      .values({ districtId: tx.districtId, ...row, witnessId: seenBy.accountId })
      .execute();
    return { id, code, recordId };
  });
}

/** Expired goods may, and must, be thrown away. Dishes are not weighed in, so leftovers of any weight may go. */
async function takeForDisposal(
  tx: Tx,
  lot: LotRow,
  place: 'store' | 'kitchen',
  grams: number,
): Promise<void> {
  if (place === 'kitchen') {
    if (lot.kind !== 'dish') await takeKitchenStock(tx, lot, grams);
    return;
  }
  if (lot.kind !== 'delivery' || lot.status === 'awaiting-signature') {
    throw new DomainError('lot-not-available', {
      data: { lotId: lot.id, kind: lot.kind, status: lot.status },
    });
  }
  await reduceStock(tx, lot, grams);
}
