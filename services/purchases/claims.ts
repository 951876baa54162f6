import { sql } from 'kysely';
import type { OrderClaim } from '#schemas/order-claim.ts';
import type { Platform } from '#schemas/order-line.ts';
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

/** A contractor's order for several schools whose shares are not known: it counts nowhere yet. */
export interface UnsharedOrder {
  readonly platform: Platform;
  readonly orderNo: string;
  readonly contractor: string;
  readonly lines: number;
  readonly orderedFen: number;
}

export async function listUnshared(ctx: Context): Promise<UnsharedOrder[]> {
  const { schoolId } = authorise(ctx, 'purchase.read');
  return await read(ctx, (db) =>
    db
      .selectFrom('orderLines as line')
      .select(({ fn }) => [
        'platform',
        'orderNo',
        fn.min('contractorName').$castTo<string>().as('contractor'),
        fn.countAll<number>().as('lines'),
        sql<number>`sum(ordered_fen)::bigint`.as('orderedFen'),
      ])
      .where('forSeveralSchools', '=', true)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('orderShares').select('orderNo').whereRef('orderShares.orderNo', '=', 'line.orderNo'),
          ),
        ),
      )
      .$if(schoolId !== null, (query) => query.where('line.schoolId', '=', schoolId as string))
      .groupBy(['platform', 'orderNo'])
      .orderBy('orderNo')
      .execute(),
  );
}
