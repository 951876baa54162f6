import { OrderAdjustment } from '#schemas/order-line.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId, newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { historyFaults } from './history-faults.ts';
import { keepFacts } from './keep-facts.ts';
import { lockLine } from './lock-line.ts';
import { nameOf } from './order-line-records.ts';
import { historyOf } from './order-line-row.ts';
import { type Unit, unitsOf } from './units.ts';

/**
 * Takes back a part of a line at its own time: cancels of the order, returns of the acceptance, refunds of the payment.
 * A return or refund may become known before what it takes back.
 *
 * @throws DomainError `not-found`, `invalid-input` when more would be taken back than there was
 */
export async function adjustOrderLine(
  ctx: Context,
  lineId: string,
  input: OrderAdjustment,
): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'purchase.record');
  const { kind, at, fen, grams, reason } = OrderAdjustment.parse(input);
  return await transact(ctx, async (tx) => {
    const { row, adjustments } = await lockLine(tx, knownId(lineId));
    authorise(tx, 'purchase.record', { schoolId: row.schoolId });
    const now = tx.clock.now();
    const [id, recordId] = [newId(now), newId(now)];
    const keys = { districtId: tx.districtId, id, lineId, recordId };
    const adjustment = { ...keys, kind, at, fen, grams, reason };
    const faults = historyFaults(historyOf(row, [...adjustments, adjustment]), now);
    if (faults.length > 0) throw new DomainError('invalid-input', { errors: faults });
    await tx.db.insertInto('orderAdjustments').values(adjustment).execute();
    const unit = (await unitsOf(tx.db)).get(row.schoolId) as Unit;
    await appendRecord(tx, {
      type: 'order-line-adjusted',
      id: recordId,
      subject: lineId,
      school: row.schoolId,
      occurredAt: at,
      body: { ...nameOf(row, unit), kind, fen, grams, cause: reason },
    });
    await keepFacts(tx, [lineId]);
    return { id, recordId };
  });
}
