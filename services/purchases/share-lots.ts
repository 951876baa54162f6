import type { FieldError } from '#schemas/problem.ts';
import type { Tx } from '../context.ts';
import { goodsGroup } from './line-deliveries.ts';
import type { OrderLineRow } from './order-line-row.ts';

/** A delivery lot with what no order has taken of it yet. */
export interface ArrivedLot {
  readonly id: string;
  readonly schoolId: string | null;
  readonly goodsCode: string | null;
  readonly name: string;
  readonly code: string | null;
  readonly arrivedAt: string;
  readonly signed: boolean;
  leftGrams: number;
}

/** How much of a lot goes to one order line. */
export interface LotShare {
  readonly lot: ArrivedLot;
  readonly grams: number;
}

export type ArrivedLots = ReadonlyMap<string, ArrivedLot>;

/** Delivery lots by id; nobody else shares them out until the transaction ends. Those that are none are left out. */
export async function lockArrivedLots(tx: Tx, ids: readonly string[]): Promise<ArrivedLots> {
  if (ids.length === 0) return new Map();
  const lots = await tx.db
    .selectFrom('lots')
    .select(['id', 'schoolId', 'goodsCode', 'name', 'code', 'beganAt', 'status', 'quantityGrams'])
    .where('id', 'in', [...new Set(ids)])
    .where('kind', '=', 'delivery')
    .orderBy('id')
    .forUpdate()
    .execute();
  const used = await tx.db
    .selectFrom('orderDeliveries')
    .select(['lotId', ({ fn }) => fn.sum<string>('grams').as('grams')])
    .where('lotId', 'in', [...new Set(ids)])
    .groupBy('lotId')
    .execute();
  const usedOf = new Map(used.map(({ lotId, grams }) => [lotId, Number(grams)]));
  return new Map(
    lots.map(({ beganAt, status, quantityGrams, ...lot }) => [
      lot.id,
      {
        ...lot,
        arrivedAt: beganAt,
        signed: status !== 'awaiting-signature',
        leftGrams: (quantityGrams ?? 0) - (usedOf.get(lot.id) ?? 0),
      },
    ]),
  );
}

/** What keeps a lot from being the delivery of a line, with the pointer of the lot. */
export function lotFaults(line: OrderLineRow, lot: ArrivedLot | undefined, pointer: string): FieldError[] {
  if (lot === undefined || (lot.schoolId !== line.schoolId && !line.forSeveralSchools)) {
    return [{ pointer, detail: 'not-a-delivery-of-this-school' }];
  }
  if (!lot.signed) return [{ pointer, detail: 'delivery-not-signed' }];
  if (line.goodsCode !== null && goodsGroup(lot.goodsCode) !== goodsGroup(line.goodsCode)) {
    return [{ pointer, detail: 'delivery-of-other-goods' }];
  }
  return lot.leftGrams > 0 ? [] : [{ pointer, detail: 'delivery-used-up' }];
}

/** How much of each lot the line takes: what it still needs and the lot still has. Less is left for the next line. */
export function takeShares({ acceptedGrams }: OrderLineRow, lots: readonly ArrivedLot[]): LotShare[] {
  let needed = acceptedGrams ?? 0;
  return lots.flatMap((lot) => {
    const grams = Math.min(needed, lot.leftGrams);
    lot.leftGrams -= grams;
    needed -= grams;
    return grams > 0 ? [{ lot, grams }] : [];
  });
}
