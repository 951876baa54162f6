import type { z } from 'zod';
import type { OrderDelivery } from '#schemas/order-delivery.ts';
import type { OrderLine } from '#schemas/order-line.ts';
import type { OrderLineFilter } from '#schemas/order-queries.ts';
import { startOfDay } from '#schemas/time.ts';
import { authorise } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { amountsAt } from './algebra.ts';
import { historiesOf, type LineWithHistory } from './histories.ts';
import { deliveriesOf } from './line-deliveries.ts';
import { countyOf } from './order-line-row.ts';

/** Order lines that the account may see, the latest recorded first. */
export async function listOrderLines(
  ctx: Context,
  filter: z.output<typeof OrderLineFilter>,
): Promise<{ lines: OrderLine[]; next?: string }> {
  const actor = authorise(ctx, 'purchase.read');
  const { schoolId, year, orderNo, before, limit } = filter;
  if (schoolId !== undefined) authorise(ctx, 'purchase.read', { schoolId });
  return await read(ctx, async (db) => {
    const found = await visibleLines(db, actor)
      .select('orderLines.id')
      .$if(schoolId !== undefined, (query) => query.where('schoolId', '=', schoolId as string))
      .$if(orderNo !== undefined, (query) => query.where('orderNo', '=', orderNo as string))
      .$if(year !== undefined, (query) =>
        query
          .where('orderedAt', '>=', startOfDay(`${year}-01-01`))
          .where('orderedAt', '<', startOfDay(`${(year ?? 0) + 1}-01-01`)),
      )
      .$if(before !== undefined, (query) => query.where('orderLines.id', '<', before as string))
      .orderBy('orderLines.id', 'desc')
      .limit(limit)
      .execute();
    const ids = found.map(({ id }) => id);
    const deliveries = await deliveriesOf(db, ids);
    const lines = (await historiesOf(db, ids)).map((line) => shown(line, deliveries, ctx.clock.now()));
    lines.sort((a, b) => (a.id < b.id ? 1 : -1));
    const last = ids.at(-1);
    return ids.length === limit && last !== undefined ? { lines, next: last } : { lines };
  });
}

/** One line with its adjustments. @throws DomainError `not-found` */
export async function orderLine(ctx: Context, id: string): Promise<OrderLine> {
  const actor = authorise(ctx, 'purchase.read');
  return await read(ctx, async (db) => {
    const visible = await visibleLines(db, actor)
      .select('orderLines.id')
      .where('orderLines.id', '=', id)
      .executeTakeFirst();
    const [line] = await historiesOf(db, visible ? [id] : []);
    if (!line) throw new DomainError('not-found', { data: { orderLineId: id } });
    return shown(line, await deliveriesOf(db, [id]), ctx.clock.now());
  });
}

/** A school sees what it bought and what a contractor bought for it; the bureau sees the district. */
function visibleLines(db: Reader, { schoolId }: AccountActor) {
  return db.selectFrom('orderLines').$if(schoolId !== null, (query) =>
    query.where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('orderLines.schoolId', '=', schoolId as string),
        exists(
          selectFrom('orderShares')
            .select('orderShares.orderNo')
            .whereRef('orderShares.orderNo', '=', 'orderLines.orderNo')
            .where('orderShares.schoolId', '=', schoolId as string),
        ),
      ]),
    ),
  );
}

function shown(
  { row, adjustments, history }: LineWithHistory,
  deliveries: ReadonlyMap<string, OrderDelivery[]>,
  now: string,
): OrderLine {
  return {
    id: row.id,
    recordId: row.recordId,
    schoolId: row.schoolId,
    forSeveralSchools: row.forSeveralSchools,
    platform: row.platform,
    orderNo: row.orderNo,
    lineNo: row.lineNo,
    channel: row.channel,
    supplierName: row.supplierName,
    supplierCreditCode: row.supplierCreditCode,
    goodsName: row.goodsName,
    goodsCode: row.goodsCode,
    county: countyOf(row),
    eligibility: row.eligibility,
    orderedAt: row.orderedAt,
    acceptedAt: row.acceptedAt,
    paidAt: row.paidAt,
    evaluatedAt: row.evaluatedAt,
    deliveries: deliveries.get(row.id) ?? [],
    amounts: amountsAt(history, now),
    adjustments: adjustments.map(({ id, kind, at, fen, grams, reason }) => ({
      id,
      kind,
      at,
      fen,
      grams,
      reason,
    })),
  };
}
