import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Draft } from '../records/append.ts';
import { replacing } from '../records/replacing.ts';
import type { LineWithHistory } from './histories.ts';
import { historyFaults } from './history-faults.ts';
import { lineFaults } from './line-faults.ts';
import { statementRecord } from './order-line-records.ts';
import { historyOf, type LineStatement, rowOf } from './order-line-row.ts';
import type { Unit, Units } from './units.ts';

/**
 * Puts another full statement in place of a line's and returns the record that says so. County and eligibility are
 * looked up again: the statement is new.
 *
 * @throws DomainError `invalid-input`, with pointers below `/line`; a number that is taken already is a `conflict`
 */
export async function restateLine(
  tx: Tx,
  { row, adjustments }: LineWithHistory,
  statement: LineStatement,
  basis: { readonly reason: string; readonly units: Units },
): Promise<Draft<'order-line-recorded'>> {
  const now = tx.clock.now();
  const keys = {
    districtId: row.districtId,
    id: row.id,
    recordId: newId(now),
    recordedAt: row.recordedAt,
  };
  const restated = rowOf(statement, keys, tx.reference);
  const faults = [
    ...lineFaults(statement, tx.reference, now),
    ...historyFaults(historyOf(restated, adjustments), now),
  ];
  if (faults.length > 0) {
    const errors = faults.map(({ pointer, detail }) => ({ pointer: `/line${pointer}`, detail }));
    throw new DomainError('invalid-input', { errors });
  }
  const { id, districtId, ...columns } = restated;
  await tx.db.updateTable('orderLines').set(columns).where('id', '=', id).execute();
  const replaces = await replacing(tx, row.recordId, basis.reason);
  const unit = basis.units.get(restated.schoolId) as Unit;
  return statementRecord(restated, unit, tx.reference, replaces);
}
