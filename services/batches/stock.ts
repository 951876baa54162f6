import { addDays, civilDateOf } from '#schemas/time.ts';
import { authorise, schoolInView } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** A delivery lot of which something is left. */
export interface StockedLot {
  readonly lotId: string;
  readonly code: string;
  readonly name: string;
  readonly goodsCode: string;
  readonly supplierName: string;
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly expiresOn: string | null;
  readonly remainingGrams: number;
  readonly status: 'awaiting-signature' | 'open' | 'held';
}

/** What is left of every delivery, by class of goods and then first to expire first (FEFO), as it should be used. */
export async function stockOf(ctx: Context, named: { schoolId?: string } = {}): Promise<StockedLot[]> {
  const schoolId = schoolInView(authorise(ctx, 'stock.read'), named.schoolId);
  return await read(ctx, async (db) => {
    const lots = await db
      .selectFrom('lots')
      .innerJoin('deliveryLines', 'deliveryLines.lotId', 'lots.id')
      .innerJoin('deliveries', 'deliveries.id', 'deliveryLines.deliveryId')
      .select(['lots.id as lotId', 'lots.name', 'supplierName', 'deliveries.id as deliveryId', 'lots.status'])
      .select(['beganAt as receivedAt', 'lots.expiresOn'])
      .select(({ ref }) => [
        ref('lots.code').$notNull().as('code'),
        ref('lots.goodsCode').$notNull().as('goodsCode'),
        ref('remainingGrams').$notNull().as('remainingGrams'),
      ])
      .where('lots.schoolId', '=', schoolId)
      .where('remainingGrams', '>', 0)
      .orderBy('lots.goodsCode')
      .orderBy('lots.expiresOn', (order) => order.asc().nullsLast())
      .orderBy('lots.number')
      .execute();
    return lots.flatMap(({ status, ...lot }) => (status === 'closed' ? [] : [{ ...lot, status }]));
  });
}

/** Lots that expire within so many days, those already past their date first. */
export async function expiringLots(ctx: Context, withinDays: number): Promise<StockedLot[]> {
  const last = addDays(civilDateOf(ctx.clock.now()), withinDays);
  const stock = await stockOf(ctx);
  return stock
    .filter(({ expiresOn }) => expiresOn !== null && expiresOn <= last)
    .toSorted((a, b) => ((a.expiresOn ?? '') < (b.expiresOn ?? '') ? -1 : 1));
}
