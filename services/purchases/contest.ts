import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';
import type { Draft } from '../records/append.ts';
import { statementSha256 } from './claimed-statement.ts';
import type { Entered, Entry } from './entry.ts';
import { nameOf } from './order-line-records.ts';
import type { OrderLineRow } from './order-line-row.ts';
import type { Unit, Units } from './units.ts';

/**
 * P832-06: puts a claim to an order that another unit or platform holds into the queue. It counts nowhere until
 * somebody decides; the order goes on counting where it was first recorded, so never twice.
 */
export async function contest(tx: Tx, entry: Entry, held: OrderLineRow, units: Units): Promise<Entered> {
  const { place, row, statement } = entry;
  const claimedAt = tx.clock.now();
  const conflict = held.platform === row.platform ? 'other-unit' : 'other-platform';
  const recordId = newId(claimedAt);
  const claim = await tx.db
    .insertInto('orderClaims')
    .values({
      districtId: tx.districtId,
      id: newId(claimedAt),
      lineId: held.id,
      schoolId: row.schoolId,
      platform: row.platform,
      orderNo: row.orderNo,
      lineNo: row.lineNo,
      conflict,
      statement: JSON.stringify(statement),
      claimedAt,
      recordId,
      decision: null,
      decidedAt: null,
    })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst();
  const answer = { place, outcome: 'contested', faults: [] } as const;
  if (!claim) return { ...answer, drafts: [] };
  const unit = (id: string) => units.get(id) as Unit;
  const draft: Draft<'order-claimed'> = {
    type: 'order-claimed',
    id: recordId,
    subject: claim.id,
    school: row.schoolId,
    occurredAt: claimedAt,
    body: {
      ...nameOf(row, unit(row.schoolId)),
      conflict,
      heldBy: unit(held.schoolId).name,
      heldOn: held.platform,
      supplierName: row.supplierName,
      goodsName: row.goodsName,
      orderedFen: row.orderedFen,
      heldLine: held.id,
      statementSha256: statementSha256(statement),
    },
  };
  return { ...answer, id: claim.id, drafts: [draft as unknown as Draft] };
}
