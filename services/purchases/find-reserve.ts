import type { Tx } from '../context.ts';
import { storeFindings } from '../records/findings.ts';
import { p832_01Reserve } from '../rules/index.ts';
import type { FilingRow } from './filing-row.ts';
import { divisionCodeOf, type Units } from './units.ts';

/** P832-01: keeps a finding beside a filing whose share or reserve is below the year's floor. */
export async function findReserve(tx: Tx, row: FilingRow, units: Units): Promise<void> {
  const jurisdiction = await divisionCodeOf(tx.db, tx.districtId);
  const lastYear = await tx.db
    .selectFrom('reserveFilings')
    .select('reservedFen')
    .where('schoolId', '=', row.schoolId)
    .where('year', '=', row.year - 1)
    .where('replacedAt', 'is', null)
    .executeTakeFirst();
  const schoolKind = units.get(row.schoolId)?.kind;
  const scope = {
    jurisdiction,
    on: `${row.year}-12-31`,
    ...(schoolKind === undefined ? {} : { schoolKind }),
  };
  const findings = tx.rules.evaluate(p832_01Reserve, scope, {
    planId: row.id,
    unitId: row.schoolId,
    canteenStatus: row.canteenStatus,
    declaredFoodTotalFen: row.declaredFoodFen,
    reservedFen: row.reservedFen,
    declaredBasisPoints: row.ratioBasisPoints,
    lastYearReservedFen: lastYear?.reservedFen,
  });
  const subject = {
    kind: 'reserve-filing',
    id: row.id,
    schoolId: row.schoolId,
    recordId: row.recordId,
  };
  await storeFindings(tx, [{ subject, findings }]);
}
