import { OrderAllocation } from '#schemas/order-line.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { replacing } from '../records/replacing.ts';
import { keepFacts } from './keep-facts.ts';
import { unitsOf } from './units.ts';

const whole = 10_000;

/**
 * Says whose parts a contractor's order for several schools is. Amounts are split by largest remainder, so the parts
 * sum to the fen. Without an allocation, or with one that does not sum to the whole, the order counts nowhere and is
 * reported as unallocated. Saying it again, with a
 * reason, replaces what was said before.
 *
 * @throws DomainError `not-found`, `invalid-input` when the shares are not 10,000 together or name a school twice
 */
export async function allocateContractorOrder(
  ctx: Context,
  input: OrderAllocation,
): Promise<{ recordId: string; lines: number }> {
  authorise(ctx, 'purchase.decide');
  const { platform, orderNo, shares, reason } = OrderAllocation.parse(input);
  requireWhole(shares);
  return await transact(ctx, async (tx) => {
    const { districtId } = tx;
    const lines = await tx.db
      .selectFrom('orderLines')
      .select(['id', 'contractorName'])
      .where('orderNo', '=', orderNo)
      .where('platform', '=', platform)
      .where('forSeveralSchools', '=', true)
      .orderBy('lineNo')
      .forUpdate()
      .execute();
    const [first] = lines;
    if (!first) throw new DomainError('not-found', { data: { orderNo } });
    const units = await unitsOf(tx.db);
    const named = shares.map(({ schoolId, basisPoints }, place) => {
      const unit = units.get(schoolId)?.name;
      if (unit !== undefined) return { unit, school: schoolId, basisPoints };
      const errors = [{ pointer: `/shares/${place}/schoolId`, detail: 'no-such-school' }];
      throw new DomainError('invalid-input', { errors });
    });
    const before = await tx.db
      .deleteFrom('orderShares')
      .where('orderNo', '=', orderNo)
      .returning('recordId')
      .execute();
    const recordId = newId(tx.clock.now());
    await tx.db
      .insertInto('orderShares')
      .values(shares.map((share) => ({ ...share, districtId, orderNo, recordId })))
      .execute();
    const [replaced] = before;
    await appendRecord(tx, {
      type: 'contractor-order-allocated',
      id: recordId,
      subject: first.id,
      occurredAt: tx.clock.now(),
      body: { platform, orderNo, contractor: first.contractorName as string, shares: named },
      ...(replaced ? { replaces: await replacing(tx, replaced.recordId, needed(reason)) } : {}),
    });
    await keepFacts(
      tx,
      lines.map(({ id }) => id),
    );
    return { recordId, lines: lines.length };
  });
}

function needed(reason: string | undefined): string {
  if (reason !== undefined) return reason;
  const errors = [{ pointer: '/reason', detail: 'reason-needed' }];
  throw new DomainError('invalid-input', { errors });
}

function requireWhole(shares: readonly { schoolId: string; basisPoints: number }[]): void {
  const sum = shares.reduce((total, { basisPoints }) => total + basisPoints, 0);
  const errors = [];
  if (sum !== whole) errors.push({ pointer: '/shares', detail: 'shares-do-not-sum' });
  if (new Set(shares.map(({ schoolId }) => schoolId)).size < shares.length) {
    errors.push({ pointer: '/shares', detail: 'school-named-twice' });
  }
  if (errors.length > 0) throw new DomainError('invalid-input', { errors });
}
