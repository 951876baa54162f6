import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { storeFindings } from '../records/findings.ts';
import { p832_04EligibleOrigin } from '../rules/index.ts';
import { asMatch } from './match-county.ts';
import { countyOf, type OrderLineRow } from './order-line-row.ts';
import { divisionCodeOf, type Units } from './units.ts';

/** P832-04: keeps a finding beside each 832 line whose seller could not be placed in a listed county. */
export async function findOrigins(tx: Tx, rows: readonly OrderLineRow[], units: Units): Promise<void> {
  if (rows.length === 0) return;
  const jurisdiction = await divisionCodeOf(tx.db, tx.districtId);
  const found = rows.map((row) => {
    const place = asMatch(countyOf(row));
    const schoolKind = units.get(row.schoolId)?.kind;
    const scope = {
      jurisdiction,
      on: civilDateOf(row.orderedAt),
      ...(schoolKind === undefined ? {} : { schoolKind }),
    };
    const findings = tx.rules.evaluate(p832_04EligibleOrigin, scope, {
      lineId: row.id,
      claimedAs: row.platform === '832' ? '832' : 'other-help',
      platform: row.platform === '832' || row.platform === 'farm-to-school' ? row.platform : 'other',
      orderNo: row.orderNo,
      origin: place,
      supplier: place,
    });
    // The platform lists goods by the seller's county, so origin and registration are one place and one finding.
    const [first] = findings;
    const subject = { kind: 'order-line', id: row.id, schoolId: row.schoolId, recordId: row.recordId };
    return { subject, findings: first ? [first] : [] };
  });
  for (let from = 0; from < found.length; from += 1_000) {
    await storeFindings(tx, found.slice(from, from + 1_000));
  }
}
