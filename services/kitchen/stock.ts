import type { StockLot, StockPlace } from '#schemas/kitchen-stock.ts';
import type { LotKind } from '#schemas/lot.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, schoolInView } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { isExpired } from '../lots/index.ts';
import { openHoldsBehind } from '../trace/index.ts';

interface StockQuery {
  /** The account's own school, or the one that people of the district name. */
  readonly schoolId?: string | undefined;
  /** Only lots of which something is there. */
  readonly place?: StockPlace | undefined;
}

/**
 * Every lot of which a school has something, whichever way it came (delivered, transferred, re-labelled, prepared),
 * first to expire first as it should be used (FEFO); what has no date comes last.
 */
export async function stockLots(ctx: Context, { schoolId: named, place }: StockQuery): Promise<StockLot[]> {
  const schoolId = schoolInView(authorise(ctx, 'kitchen.read'), named);
  return await read(ctx, async (db) => {
    const rows = await stockRows(db, schoolId);
    const held = await openHoldsBehind(
      db,
      rows.map(({ number }) => number),
    );
    const lots = rows.map(({ number, ...lot }) => ({ ...lot, held: held.has(number) }));
    return place === undefined ? lots : lots.filter((lot) => gramsAt(lot, place) > 0);
  });
}

/** What of a lot is in the store, or in the kitchen. */
export const gramsAt = (lot: Pick<StockLot, 'storeGrams' | 'kitchenGrams'>, place: StockPlace): number =>
  place === 'store' ? lot.storeGrams : lot.kitchenGrams;

/** Nothing stands in the way of using the lot: what the guards of issuing and cooking will say. */
export const isUsable = (
  lot: Pick<StockLot, 'expiresOn' | 'held' | 'awaitingSignature'>,
  today: string,
): boolean => !(lot.held || lot.awaitingSignature || isExpired(lot, today));

/** What of the own school's stock may be used today, from one place. */
export async function usableStock(ctx: Context, place: StockPlace): Promise<StockLot[]> {
  const today = civilDateOf(ctx.clock.now());
  return (await stockLots(ctx, { place })).filter((lot) => isUsable(lot, today));
}

/** Lots with something left in the store, or issued and not used up. */
const inStock = (db: Reader, schoolId: string) =>
  db
    .selectFrom('lots')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('kind', 'in', ['delivery', 'prepared'])
    .where('remainingGrams', '>', 0)
    .union(
      db
        .selectFrom('kitchenStock')
        .select('lotId as id')
        .where('schoolId', '=', schoolId)
        .where('remainingGrams', '>', 0),
    );

async function stockRows(db: Reader, schoolId: string) {
  const rows = await db
    .selectFrom('lots')
    .leftJoin('suppliers', 'suppliers.id', 'lots.supplierId')
    .leftJoin('kitchenStock', 'kitchenStock.lotId', 'lots.id')
    .leftJoin('preparedLots', 'preparedLots.lotId', 'lots.id')
    .leftJoin('deliveryLines', 'deliveryLines.lotId', 'lots.id')
    .select(['lots.number', 'lots.id as lotId', 'lots.kind', 'lots.name', 'lots.goodsCode', 'lots.expiresOn'])
    .select(['lots.status', 'lots.remainingGrams', 'kitchenStock.remainingGrams as issuedGrams'])
    .select(['suppliers.name as supplierName', 'vessel', 'deliveryId'])
    .select(({ ref }) => ref('lots.code').$notNull().as('code'))
    .where('lots.id', 'in', inStock(db, schoolId))
    .orderBy('lots.expiresOn', (order) => order.asc().nullsLast())
    .orderBy('lots.number')
    .execute();
  return rows.map(({ status, remainingGrams, issuedGrams, ...row }) => ({
    ...row,
    ...split(row.kind, remainingGrams ?? 0, issuedGrams ?? 0),
    awaitingSignature: status === 'awaiting-signature',
  }));
}

/** Deliveries are in the store until they are issued; what is prepared is in the kitchen. */
const split = (kind: LotKind, remainingGrams: number, issuedGrams: number) =>
  kind === 'prepared'
    ? { storeGrams: 0, kitchenGrams: remainingGrams }
    : { storeGrams: remainingGrams, kitchenGrams: issuedGrams };
