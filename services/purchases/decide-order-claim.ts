import { ClaimDecision } from '#schemas/order-claim.ts';
import { NewOrderLine } from '#schemas/order-line.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { appendRecord, appendRecords } from '../records/append.ts';
import { keepFacts } from './keep-facts.ts';
import { lockLine } from './lock-line.ts';
import { nameOf } from './order-line-records.ts';
import { statementOf } from './order-line-row.ts';
import { restateLine } from './restate-line.ts';
import { type Unit, type Units, unitsOf } from './units.ts';

/**
 * Decides whose a contested order is (P832-06). `keep`: it stays where it was first recorded. `reassign`: the claimed
 * line takes the place of the held one; when platforms differ, the whole order moves to the claimed platform.
 *
 * @throws DomainError `not-found`, `conflict` when the claim is decided already
 */
export async function decideOrderClaim(
  ctx: Context,
  claimId: string,
  input: ClaimDecision,
): Promise<{ recordId: string }> {
  authorise(ctx, 'purchase.decide');
  const { decision, reason } = ClaimDecision.parse(input);
  return await transact(ctx, async (tx) => {
    const claim = await tx.db
      .selectFrom('orderClaims')
      .selectAll()
      .where('id', '=', knownId(claimId))
      .forUpdate()
      .executeTakeFirst();
    if (!claim) throw new DomainError('not-found', { data: { claimId } });
    if (claim.decision !== null) throw new DomainError('conflict', { data: { decision: claim.decision } });
    const units = await unitsOf(tx.db);
    const decidedAt = tx.clock.now();
    await tx.db.updateTable('orderClaims').set({ decision, decidedAt }).where('id', '=', claimId).execute();
    const { row } = await lockLine(tx, claim.lineId);
    const recordId = await appendRecord(tx, {
      type: 'order-claim-decided',
      subject: claimId,
      school: claim.schoolId,
      occurredAt: decidedAt,
      body: {
        ...nameOf(
          { ...row, platform: claim.platform, lineNo: claim.lineNo },
          units.get(claim.schoolId) as Unit,
        ),
        decision,
        heldBy: (units.get(row.schoolId) as Unit).name,
        cause: reason,
      },
    });
    if (decision === 'reassign') await reassign(tx, claim, reason, units);
    return { recordId };
  });
}

async function reassign(tx: Tx, claim: Tables['orderClaims'], reason: string, units: Units): Promise<void> {
  const { orderNo, platform } = claim;
  const ofOrder = await tx.db
    .selectFrom('orderLines')
    .select(['id', 'lineNo'])
    .where('orderNo', '=', orderNo)
    .orderBy('lineNo')
    .execute();
  const moved =
    claim.conflict === 'other-platform' ? ofOrder : ofOrder.filter(({ id }) => id === claim.lineId);
  await tx.db.updateTable('orders').set({ platform }).where('orderNo', '=', orderNo).execute();
  const drafts = [];
  for (const { id, lineNo } of moved) {
    const line = await lockLine(tx, id);
    const statement =
      lineNo === claim.lineNo ? NewOrderLine.parse(claim.statement) : { ...statementOf(line.row), platform };
    drafts.push(await restateLine(tx, line, statement, { reason, units }));
  }
  await appendRecords(tx, drafts);
  await keepFacts(
    tx,
    moved.map(({ id }) => id),
  );
}
