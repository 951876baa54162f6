import { AdjustmentCorrection } from '#schemas/order-line.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId, newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { replacing } from '../records/replacing.ts';
import { historyFaults } from './history-faults.ts';
import { keepFacts } from './keep-facts.ts';
import { lockLine } from './lock-line.ts';
import { nameOf } from './order-line-records.ts';
import { historyOf } from './order-line-row.ts';
import { type Unit, unitsOf } from './units.ts';

/**
 * States what an adjustment should have said, in a record that replaces the first one; 0 fen says that nothing was
 * taken back.
 *
 * @throws DomainError `not-found`, `invalid-input` when more would be taken back than there was
 */
export async function correctAdjustment(
  ctx: Context,
  adjustmentId: string,
  input: AdjustmentCorrection,
): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'purchase.record');
  const { at, fen, grams, reason } = AdjustmentCorrection.parse(input);
  return await transact(ctx, async (tx) => {
    const known = await tx.db
      .selectFrom('orderAdjustments')
      .select(['lineId'])
      .where('id', '=', knownId(adjustmentId))
      .executeTakeFirst();
    if (!known) throw new DomainError('not-found', { data: { adjustmentId } });
    const { row, adjustments } = await lockLine(tx, known.lineId);
    authorise(tx, 'purchase.record', { schoolId: row.schoolId });
    const now = tx.clock.now();
    const recordId = newId(now);
    const corrected = adjustments.map((one) =>
      one.id === adjustmentId ? { ...one, at, fen, grams, recordId } : one,
    );
    const faults = historyFaults(historyOf(row, corrected), now);
    if (faults.length > 0) throw new DomainError('invalid-input', { errors: faults });
    const before = adjustments.find(({ id }) => id === adjustmentId) as (typeof adjustments)[number];
    await tx.db
      .updateTable('orderAdjustments')
      .set({ at, fen, grams, recordId })
      .where('id', '=', adjustmentId)
      .execute();
    const unit = (await unitsOf(tx.db)).get(row.schoolId) as Unit;
    await appendRecord(tx, {
      type: 'order-line-adjusted',
      id: recordId,
      subject: row.id,
      school: row.schoolId,
      occurredAt: at,
      body: { ...nameOf(row, unit), kind: before.kind, fen, grams, cause: before.reason },
      replaces: await replacing(tx, before.recordId, reason),
    });
    await keepFacts(tx, [row.id]);
    return { id: adjustmentId, recordId };
  });
}
