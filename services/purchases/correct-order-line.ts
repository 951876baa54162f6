import { OrderLineCorrection } from '#schemas/order-line.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { keepFacts } from './keep-facts.ts';
import { lockLine } from './lock-line.ts';
import { freeNumber, moveNumber } from './move-number.ts';
import { restateLine } from './restate-line.ts';
import { unitsOf } from './units.ts';

/**
 * States the whole line as it should have been, in a record that replaces the last full statement. The buying unit
 * stays: whose an order is, is decided over its claim.
 *
 * @throws DomainError `not-found`, `invalid-input`, `conflict` when the number belongs to another line or platform
 */
export async function correctOrderLine(
  ctx: Context,
  id: string,
  input: OrderLineCorrection,
): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'purchase.record');
  const { line: statement, reason } = OrderLineCorrection.parse(input);
  return await transact(ctx, async (tx) => {
    const line = await lockLine(tx, knownId(id));
    const { schoolId, orderNo } = line.row;
    authorise(tx, 'purchase.record', { schoolId });
    if (statement.schoolId !== schoolId) {
      const errors = [{ pointer: '/line/schoolId', detail: 'unit-stays' }];
      throw new DomainError('invalid-input', { errors });
    }
    await moveNumber(tx, line.row, statement);
    const units = await unitsOf(tx.db);
    const recordId = await appendRecord(tx, await restateLine(tx, line, statement, { reason, units }));
    if (statement.orderNo !== orderNo) await freeNumber(tx, orderNo);
    await keepFacts(tx, [id]);
    return { id, recordId };
  });
}
