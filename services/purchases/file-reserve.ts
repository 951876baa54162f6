import { NewReserveFiling } from '#schemas/reserve-filing.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { filingRecord, filingRow } from './filing-row.ts';
import { findReserve } from './find-reserve.ts';
import { unitsOf } from './units.ts';

/**
 * Records what a unit filed for a year: food total, share, reserve, and whose canteen it eats from. A reserve below
 * the year's floor is recorded and gets a finding (P832-01); it is the supervisor who sends filings back.
 *
 * @throws DomainError `conflict` when the unit has filed for the year, `invalid-input`
 */
export async function fileReserve(
  ctx: Context,
  input: NewReserveFiling,
): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'purchase.record');
  const filing = NewReserveFiling.parse(input);
  authorise(ctx, 'purchase.record', { schoolId: filing.schoolId });
  return await transact(ctx, async (tx) => {
    const units = await unitsOf(tx.db);
    const now = tx.clock.now();
    const row = await filingRow(tx, filing, units, { id: newId(now), recordId: newId(now) });
    const known = await tx.db
      .insertInto('reserveFilings')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!known) throw new DomainError('conflict', { data: { schoolId: row.schoolId, year: row.year } });
    await appendRecord(tx, filingRecord(row, units));
    await findReserve(tx, row, units);
    return { id: row.id, recordId: row.recordId };
  });
}
