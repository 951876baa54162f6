import type { OrderClaim } from '#schemas/order-claim.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** The conflict queue, open claims first. A school sees those that it makes or that are made against it. */
export async function listClaims(ctx: Context): Promise<OrderClaim[]> {
  const { schoolId } = authorise(ctx, 'purchase.read');
  return await read(ctx, (db) =>
    db
      .selectFrom('orderClaims as claim')
      .innerJoin('orderLines as held', (join) =>
        join.onRef('held.districtId', '=', 'claim.districtId').onRef('held.id', '=', 'claim.lineId'),
      )
      .select([
        'claim.id',
        'claim.recordId',
        'claim.orderNo',
        'claim.lineNo',
        'claim.conflict',
        'claim.platform',
        'claim.schoolId',
        'held.id as heldLineId',
        'held.schoolId as heldBySchoolId',
        'held.platform as heldOnPlatform',
        'claim.claimedAt',
        'claim.decision',
      ])
      .$if(schoolId !== null, (query) =>
        query.where(({ or, eb }) =>
          or([eb('claim.schoolId', '=', schoolId as string), eb('held.schoolId', '=', schoolId as string)]),
        ),
      )
      .orderBy('claim.decidedAt', (order) => order.desc().nullsFirst())
      .orderBy('claim.claimedAt')
      .limit(500)
      .execute(),
  );
}
