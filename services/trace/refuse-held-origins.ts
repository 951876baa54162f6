import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { LotRow } from '../lots/index.ts';
import { openHoldsBehind } from './open-holds-behind.ts';

/**
 * A hold reaches what was made of the held lot before: the dish on the counter, the sauce in the vat, another school's
 * part of the same supplier lot.
 *
 * @throws DomainError `lot-held`, naming the holds
 */
export async function refuseHeldOrigins(tx: Tx, lots: readonly LotRow[]): Promise<void> {
  for (const { id, name, number } of lots) {
    const holdIds = await openHoldsBehind(tx.db, [number]);
    if (holdIds.length === 0) continue;
    throw new DomainError('lot-held', {
      detail: { zh: `${name}或其来源已封存。`, en: `${name}, or what it was made of, is held.` },
      data: { lotId: id, holdIds },
    });
  }
}
