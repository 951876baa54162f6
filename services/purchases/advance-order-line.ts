import type { z } from 'zod';
import { OrderStep } from '#schemas/order-line.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { appendRecords } from '../records/append.ts';
import { historyFaults } from './history-faults.ts';
import { keepFacts } from './keep-facts.ts';
import { comparison, withSteps } from './line-faults.ts';
import { lockLine } from './lock-line.ts';
import { stepRecord } from './order-line-records.ts';
import { historyOf, type OrderLineRow } from './order-line-row.ts';
import { type Unit, unitsOf } from './units.ts';

/**
 * Records that a line was accepted, paid or evaluated; the news may come in any order. The same news again changes
 * nothing.
 *
 * @throws DomainError `not-found`, `conflict` when the state is recorded otherwise, `invalid-input` when it cannot be
 */
export async function advanceOrderLine(
  ctx: Context,
  id: string,
  input: OrderStep,
): Promise<{ id: string; outcome: 'advanced' | 'unchanged' }> {
  authorise(ctx, 'purchase.record');
  const step = OrderStep.parse(input);
  return await transact(ctx, async (tx) => {
    const { row, adjustments } = await lockLine(tx, knownId(id));
    authorise(tx, 'purchase.record', { schoolId: row.schoolId });
    const { differences, reached } = comparison(row, withStep(row, step));
    if (differences.length > 0) throw recordedOtherwise(differences);
    if (reached.length === 0) return { id, outcome: 'unchanged' };
    const advanced = withSteps(row, withStep(row, step), reached);
    const faults = historyFaults(historyOf(advanced, adjustments), tx.clock.now());
    if (faults.length > 0) throw new DomainError('invalid-input', { errors: faults });
    const { id: _, districtId, ...columns } = advanced;
    await tx.db.updateTable('orderLines').set(columns).where('id', '=', id).execute();
    const unit = (await unitsOf(tx.db)).get(row.schoolId) as Unit;
    await appendRecords(
      tx,
      reached.map((name) => stepRecord(advanced, unit, name)),
    );
    await keepFacts(tx, [id]);
    return { id, outcome: 'advanced' };
  });
}

function withStep(row: OrderLineRow, step: z.output<typeof OrderStep>): OrderLineRow {
  switch (step.step) {
    case 'accepted':
      return { ...row, acceptedAt: step.at, acceptedFen: step.fen, acceptedGrams: step.grams };
    case 'paid':
      return { ...row, paidAt: step.at, paidFen: step.fen };
    case 'evaluated':
      return { ...row, evaluatedAt: step.at };
  }
}

const recordedOtherwise = (differences: readonly string[]) =>
  new DomainError('conflict', {
    detail: {
      zh: '此状态已有不同记录，请说明理由后更正。',
      en: 'This state is recorded otherwise; correct it with a reason.',
    },
    errors: differences.map((pointer) => ({ pointer, detail: 'differs-from-record' })),
  });
