import type { z } from 'zod';
import type { LotStatus } from '#schemas/lot.ts';
import type { HoldAnswer } from '#schemas/lot-hold.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord } from '../records/append.ts';
import { LotToHold } from './hold-lot.ts';
import type { LotRow } from './lock-lots.ts';
import { lotAnywhere } from './lot-anywhere.ts';
import { mentionLot } from './mention-lot.ts';

/**
 * Lifts every hold of a lot. What an inspector holds, only an inspector lifts.
 *
 * @throws DomainError `not-found`, `forbidden`, `conflict` when nothing holds the lot
 */
export async function releaseLot(ctx: Context, input: z.input<typeof LotToHold>): Promise<HoldAnswer> {
  const { lotId, reason } = LotToHold.parse(input);
  const { role } = authorise(ctx, 'lot.hold');
  return await transact(ctx, async (tx) => {
    const lot = await lotAnywhere(tx, lotId);
    authorise(tx, 'lot.hold', { schoolId: lot.schoolId });
    const holds = await openHolds(tx, lotId);
    if (holds.length === 0) throw new DomainError('conflict', { data: { lotId, status: lot.status } });
    if (role !== 'inspector' && holds.some((hold) => hold.role === 'inspector'))
      throw new DomainError('forbidden');
    const liftedAt = tx.clock.now();
    const recordId = await appendRecord(tx, {
      type: 'lot-released',
      subject: lotId,
      school: lot.schoolId ?? undefined,
      occurredAt: liftedAt,
      body: { lot: mentionLot(lot), kind: lot.kind, holds: holds.map(({ id }) => id), because: reason },
    });
    await tx.db
      .updateTable('holds')
      .set({ liftedAt })
      .where('lotId', '=', lotId)
      .where('liftedAt', 'is', null)
      .execute();
    const status = statusWithoutHold(lot);
    await tx.db.updateTable('lots').set({ status }).where('id', '=', lotId).execute();
    return { lotId, recordId, status };
  });
}

const openHolds = (tx: Tx, lotId: string) =>
  tx.db
    .selectFrom('holds')
    .innerJoin('accounts', 'accounts.id', 'holds.heldById')
    .select(['holds.id', 'accounts.role'])
    .where('lotId', '=', lotId)
    .where('liftedAt', 'is', null)
    .execute();

/** A lot that is used up stays closed; one whose delivery nobody signed second goes on waiting. */
function statusWithoutHold({ status, remainingGrams }: LotRow): LotStatus {
  if (status !== 'held') return status;
  return remainingGrams === 0 ? 'closed' : 'open';
}
