import type { DeliveryFilter, DeliverySummary } from '#schemas/delivery-view.ts';
import { addDays, civilDateOf, startOfDay } from '#schemas/time.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** How many are listed at most. */
export const deliveriesListed = 1000;

/**
 * Deliveries of a day or period, newest first, at most 1,000: of the own school, of the own goods, or of the district
 * and one of its schools.
 */
export async function listDeliveries(ctx: Context, filter: DeliveryFilter = {}): Promise<DeliverySummary[]> {
  const { schoolId } = filter;
  const actor = authorise(ctx, 'delivery.read', schoolId ? { schoolId } : {});
  const today = civilDateOf(ctx.clock.now());
  const from = startOfDay(filter.from ?? filter.to ?? today);
  const to = startOfDay(addDays(filter.to ?? filter.from ?? today, 1));
  const ofSchool = actor.schoolId ?? schoolId;
  return await read(ctx, async (db) => {
    const rows = await db
      .selectFrom('deliveries')
      .innerJoin('schools', 'schools.id', 'deliveries.schoolId')
      .innerJoin('deliveryLines', 'deliveryLines.deliveryId', 'deliveries.id')
      .select([
        'deliveries.id',
        'deliveries.schoolId',
        'schools.name as schoolName',
        'supplierId',
        'supplierName',
      ])
      .select(['noteNumber', 'arrivedAt', 'recordedAt', 'status', 'firstSignerId', 'totalFen'])
      .select(({ fn, ref }) => [
        fn.sum<string>('acceptedGrams').as('accepted'),
        fn.sum<string>('refusedGrams').as('refused'),
        fn
          .agg<string[]>('array_agg', [ref('goodsName')])
          .orderBy('position')
          .as('goods'),
      ])
      .where('arrivedAt', '>=', from)
      .where('arrivedAt', '<', to)
      .$if(ofSchool !== undefined, (query) => query.where('deliveries.schoolId', '=', ofSchool as string))
      .$if(actor.supplierId !== null, (query) => query.where('supplierId', '=', actor.supplierId as string))
      .$if(filter.status !== undefined, (query) =>
        query.where('status', '=', filter.status as DeliverySummary['status']),
      )
      .groupBy(['deliveries.districtId', 'deliveries.id', 'schools.name'])
      .orderBy('arrivedAt', 'desc')
      .orderBy('deliveries.id', 'desc')
      .limit(deliveriesListed)
      .execute();
    return rows.map(({ accepted, refused, ...row }) => ({
      ...row,
      acceptedGrams: Number(accepted),
      refusedGrams: Number(refused),
    }));
  });
}
