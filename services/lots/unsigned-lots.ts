import type { Reader, Tx } from '../context.ts';
import { anyId } from '../db/any-of.ts';

/** Of these lots, those of a delivery that nobody has signed second; a correction too is signed by two. */
export async function lotsOfUnsignedDeliveries(
  db: Reader | Tx['db'],
  lotIds: readonly string[],
): Promise<string[]> {
  const lines = await (db as Reader)
    .selectFrom('deliveryLines')
    .innerJoin('deliveries', (join) =>
      join
        .onRef('deliveries.districtId', '=', 'deliveryLines.districtId')
        .onRef('deliveries.id', '=', 'deliveryLines.deliveryId'),
    )
    .select(({ ref }) => ref('lotId').$notNull().as('lotId'))
    .where('lotId', '=', anyId(lotIds))
    .where('secondSignerId', 'is', null)
    .execute();
  return lines.map(({ lotId }) => lotId);
}
