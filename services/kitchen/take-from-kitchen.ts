import type { LotUse } from '#schemas/lot-use.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import {
  type LotRow,
  lockLots,
  reduceStock,
  refuseEarlier,
  refuseExpired,
  stockExceeded,
} from '../lots/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';

export interface UsedLot {
  readonly lot: LotRow;
  readonly grams: number;
}

/**
 * Takes what a dish or a preparation uses out of the kitchen, in the order given. All lots are locked first, so of two
 * cooks who want the last kilogram one is refused.
 *
 * @throws DomainError `not-found`, `lot-held`, `lot-expired` on the day of use, `lot-not-available`, `stock-exceeded`,
 * `invalid-input` when a lot is younger than its use
 */
export async function takeFromKitchen(
  tx: Tx,
  schoolId: string,
  uses: readonly LotUse[],
  usedAt: string,
): Promise<UsedLot[]> {
  const lots = await lockLots(
    tx,
    schoolId,
    uses.map(({ lotId }) => lotId),
  );
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const used = uses.map(({ lotId, grams }) => ({ lot: byId.get(lotId) as LotRow, grams }));
  await refuseHeldOrigins(tx, lots);
  for (const { lot, grams } of used) {
    refuseExpired(lot, civilDateOf(usedAt));
    refuseEarlier(lot, usedAt);
    await takeKitchenStock(tx, lot, grams);
  }
  return used;
}

/** Takes from the kitchen's stock of a locked lot. @throws DomainError `lot-not-available`, `stock-exceeded` */
export async function takeKitchenStock(tx: Tx, lot: LotRow, grams: number): Promise<void> {
  if (lot.kind === 'prepared') return await reduceStock(tx, lot, grams);
  if (lot.kind !== 'delivery') {
    throw new DomainError('lot-not-available', { data: { lotId: lot.id, kind: lot.kind } });
  }
  const taken = await tx.db
    .updateTable('kitchenStock')
    .set(({ eb }) => ({ remainingGrams: eb('remainingGrams', '-', grams) }))
    .where('lotId', '=', lot.id)
    .where('remainingGrams', '>=', grams)
    .returning('remainingGrams')
    .executeTakeFirst();
  if (taken) return;
  const stock = await tx.db
    .selectFrom('kitchenStock')
    .select('remainingGrams')
    .where('lotId', '=', lot.id)
    .executeTakeFirst();
  throw stockExceeded(lot.id, lot.name, stock?.remainingGrams ?? 0);
}
