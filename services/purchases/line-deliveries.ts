import type { OrderDelivery } from '#schemas/order-delivery.ts';
import { addDays, civilDateOf, startOfDay } from '#schemas/time.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read, type Tx } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import type { OrderLineRow } from './order-line-row.ts';

/** The delivery lots that brought the goods of lines, by line, in order of arrival. */
export async function deliveriesOf(
  db: Reader | Tx['db'],
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, OrderDelivery[]>> {
  if (lineIds.length === 0) return new Map();
  const rows = await (db as Reader)
    .selectFrom('orderDeliveries as d')
    .innerJoin('lots as l', (join) =>
      join.onRef('l.districtId', '=', 'd.districtId').onRef('l.id', '=', 'd.lotId'),
    )
    .select(['d.lineId', 'd.lotId', 'l.code', 'l.name as goodsName', 'l.beganAt as arrivedAt', 'd.grams'])
    .where('d.lineId', '=', anyId(lineIds))
    .orderBy('l.number')
    .execute();
  const byLine = new Map<string, OrderDelivery[]>();
  for (const { lineId, ...delivery } of rows) byLine.set(lineId, [...(byLine.get(lineId) ?? []), delivery]);
  return byLine;
}

/** The class of goods that a leaf of the goods table belongs to. */
export const goodsGroup = (goodsCode: string | null): string | undefined => goodsCode?.split('.')[0];

/** Goods rarely arrive later than this after the platform has them as accepted. */
const daysAround = 15;

/**
 * Lots in which the goods of an accepted line may have arrived: signed deliveries of the school, of the same class of
 * goods, between the order and some days after its acceptance, of which other orders have not used up everything.
 * `grams` is what is left of each.
 */
export async function deliveryChoices(ctx: Context, lineId: string): Promise<OrderDelivery[]> {
  authorise(ctx, 'purchase.record');
  return await read(ctx, async (db) => {
    const line = await db.selectFrom('orderLines').selectAll().where('id', '=', lineId).executeTakeFirst();
    if (!line || line.acceptedAt === null) return [];
    authorise(ctx, 'purchase.record', { schoolId: line.schoolId });
    const lots = await arrivedLots(db, line, line.acceptedAt);
    return lots
      .filter(
        ({ goodsCode }) => line.goodsCode === null || goodsGroup(goodsCode) === goodsGroup(line.goodsCode),
      )
      .map(({ received, used, goodsCode, ...lot }) => ({
        ...lot,
        grams: (received ?? 0) - Number(used ?? 0),
      }))
      .filter(({ grams }) => grams > 0);
  });
}

async function arrivedLots(db: Reader, { id, schoolId, orderedAt }: OrderLineRow, acceptedAt: string) {
  return await db
    .selectFrom('lots as l')
    .leftJoin('orderDeliveries as d', (join) =>
      join.onRef('d.districtId', '=', 'l.districtId').onRef('d.lotId', '=', 'l.id').on('d.lineId', '<>', id),
    )
    .select(['l.id as lotId', 'l.code', 'l.name as goodsName', 'l.beganAt as arrivedAt', 'l.goodsCode'])
    .select(({ fn, ref }) => [ref('l.quantityGrams').as('received'), fn.sum<string>('d.grams').as('used')])
    .where('l.kind', '=', 'delivery')
    .where('l.status', '<>', 'awaiting-signature')
    .where('l.schoolId', '=', schoolId)
    .where('l.beganAt', '>=', startOfDay(civilDateOf(orderedAt)))
    .where('l.beganAt', '<', startOfDay(addDays(civilDateOf(acceptedAt), daysAround)))
    .groupBy(['l.districtId', 'l.id'])
    .orderBy('l.number')
    .execute();
}
