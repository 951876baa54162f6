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
  const holds = await openHoldsBehind(
    tx.db,
    lots.map(({ number }) => number),
  );
  const held = lots.find(({ number }) => holds.has(number));
  if (!held) return;
  throw new DomainError('lot-held', {
    detail: { zh: `${held.name}或其来源已封存。`, en: `${held.name}, or what it was made of, is held.` },
    data: { lotId: held.id, holdIds: holds.get(held.number) },
  });
}
