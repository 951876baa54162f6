import { z } from 'zod';
import { type HoldAnswer, HoldReason } from '#schemas/lot-hold.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { lotAnywhere } from './lot-anywhere.ts';
import { mentionLot } from './mention-lot.ts';

export const LotToHold = z.strictObject({ lotId: Id, ...HoldReason.shape });

/**
 * Holds a lot: nothing of it may be used, returned or destroyed until every hold is lifted. A manager holds lots of
 * the own school, an inspector any lot; a supplier's lot that is held takes no further delivery anywhere. A lot that
 * waits for its second signature keeps waiting, and is held once it is signed.
 *
 * @throws DomainError `not-found`, `forbidden`
 */
export async function holdLot(ctx: Context, input: z.input<typeof LotToHold>): Promise<HoldAnswer> {
  const { lotId, reason } = LotToHold.parse(input);
  const { accountId } = authorise(ctx, 'lot.hold');
  return await transact(ctx, async (tx) => {
    const lot = await lotAnywhere(tx, lotId);
    authorise(tx, 'lot.hold', { schoolId: lot.schoolId });
    const heldAt = tx.clock.now();
    const holdId = newId(heldAt);
    const recordId = await appendRecord(tx, {
      type: 'lot-held',
      subject: lotId,
      school: lot.schoolId ?? undefined,
      occurredAt: heldAt,
      body: {
        lot: mentionLot(lot),
        kind: lot.kind,
        hold: holdId,
        because: reason,
        remainingGrams: lot.remainingGrams ?? undefined,
      },
    });
    await tx.db
      .insertInto('holds')
      .values({
        districtId: tx.districtId,
        id: holdId,
        lotId,
        reason,
        heldAt,
        heldById: accountId,
        liftedAt: null,
        recordId,
      })
      .execute();
    const status = lot.status === 'awaiting-signature' ? lot.status : 'held';
    await tx.db.updateTable('lots').set({ status }).where('id', '=', lotId).execute();
    return { lotId, holdId, recordId, status };
  });
}
