import { ReserveCorrection } from '#schemas/reserve-filing.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId, newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { replacing } from '../records/replacing.ts';
import { filingRecord, filingRow } from './filing-row.ts';
import { findReserve } from './find-reserve.ts';
import { unitsOf } from './units.ts';

/**
 * Puts another filing in place of the one for the same unit and year. The former stays, with the time until which it
 * held, so that a report as of an earlier day still finds it.
 *
 * @throws DomainError `not-found`, `conflict` when it is replaced already, `invalid-input` for another unit or year
 */
export async function correctReserve(
  ctx: Context,
  id: string,
  input: ReserveCorrection,
): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'purchase.record');
  const { filing, reason } = ReserveCorrection.parse(input);
  return await transact(ctx, async (tx) => {
    const former = await tx.db
      .selectFrom('reserveFilings')
      .selectAll()
      .where('id', '=', knownId(id))
      .forUpdate()
      .executeTakeFirst();
    if (!former) throw new DomainError('not-found', { data: { filingId: id } });
    authorise(tx, 'purchase.record', { schoolId: former.schoolId });
    if (former.replacedAt !== null)
      throw new DomainError('conflict', { data: { replacedAt: former.replacedAt } });
    if (filing.schoolId !== former.schoolId || filing.year !== former.year) {
      const errors = [{ pointer: '/filing', detail: 'unit-and-year-stay' }];
      throw new DomainError('invalid-input', { errors });
    }
    const units = await unitsOf(tx.db);
    const now = tx.clock.now();
    const keys = { id: newId(now), recordId: newId(now) };
    const row = await filingRow(tx, { ...filing, filedAt: now }, units, keys);
    await tx.db.updateTable('reserveFilings').set({ replacedAt: now }).where('id', '=', id).execute();
    await tx.db.insertInto('reserveFilings').values(row).execute();
    const replaces = await replacing(tx, former.recordId, reason);
    await appendRecord(tx, filingRecord(row, units, replaces));
    await findReserve(tx, row, units);
    return { id: row.id, recordId: row.recordId };
  });
}
