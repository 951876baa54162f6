import type { LotStatus } from '#schemas/lot.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { kilograms } from '../web/format.ts';
import { type LotRow, lockLot } from './lock-lots.ts';

/**
 * Takes a quantity out of a lot's stock and returns the lot. The row stays locked until the transaction ends, so
 * two takers of the last kilogram cannot both have it.
 *
 * RCV-10: never more than there is, nothing held, nothing past its date.
 * @throws DomainError `not-found`, `lot-held`, `lot-expired`, `lot-not-available`, `stock-exceeded`
 */
export async function takeFromLot(tx: Tx, schoolId: string, lotId: string, grams: number): Promise<LotRow> {
  const lot = await lockLot(tx, schoolId, lotId);
  refuseUnusable(lot, civilDateOf(tx.clock.now()));
  await reduceStock(tx, lot, grams);
  return lot;
}

/** @throws DomainError `lot-held`, `lot-not-available`, `lot-expired` */
export function refuseUnusable(lot: LotRow, usedOn: string): void {
  refuseHeld(lot);
  const { id, name, status } = lot;
  if (status !== 'open') {
    const waits = status === 'awaiting-signature';
    throw new DomainError('lot-not-available', {
      detail: waits
        ? { zh: `${name}还没有签收。`, en: `${name} has not been signed for.` }
        : { zh: `${name}已用完。`, en: `${name} is used up.` },
      data: { lotId: id, status },
    });
  }
  refuseExpired(lot, usedOn);
}

/** @throws DomainError `lot-held` */
function refuseHeld({ id, name, status }: LotRow): void {
  if (status !== 'held') return;
  throw new DomainError('lot-held', {
    detail: { zh: `${name}已封存。`, en: `${name} is held.` },
    data: { lotId: id },
  });
}

/** The day of expiry is the last day of use. */
export const isExpired = ({ expiresOn }: Pick<LotRow, 'expiresOn'>, day: string): boolean =>
  expiresOn !== null && expiresOn < day;

/** @throws DomainError `lot-expired` */
export function refuseExpired(lot: LotRow, usedOn: string): void {
  if (!isExpired(lot, usedOn)) return;
  const { id, name, expiresOn } = lot;
  throw new DomainError('lot-expired', {
    detail: { zh: `${name}已于 ${expiresOn} 到期。`, en: `${name} expired on ${expiresOn}.` },
    data: { lotId: id, expiresOn },
  });
}

/**
 * Takes from the stock of a lot that the transaction has locked; a lot with nothing left is closed.
 *
 * @throws DomainError `stock-exceeded`
 */
export async function reduceStock(tx: Tx, { id }: LotRow, grams: number): Promise<void> {
  const left = await tx.db
    .updateTable('lots')
    .set(({ eb, ref }) => ({
      remainingGrams: eb('remainingGrams', '-', grams),
      status: eb
        .case()
        .when('remainingGrams', '=', grams)
        .then<LotStatus>('closed')
        .else(ref('status'))
        .end(),
    }))
    .where('id', '=', id)
    .where('remainingGrams', '>=', grams)
    .returning('id')
    .executeTakeFirst();
  if (!left) throw await exceeded(tx, id);
}

async function exceeded(tx: Tx, lotId: string): Promise<DomainError> {
  const lot = await tx.db
    .selectFrom('lots')
    .select(['name', 'remainingGrams'])
    .where('id', '=', lotId)
    .executeTakeFirstOrThrow();
  return stockExceeded(lotId, lot.name, lot.remainingGrams ?? 0);
}

/** The refusal that says how much there is. */
export const stockExceeded = (lotId: string, name: string, remainingGrams: number): DomainError =>
  new DomainError('stock-exceeded', {
    detail: {
      zh: `${name}只有 ${kilograms(remainingGrams)} 千克。`,
      en: `There are only ${kilograms(remainingGrams)} kg of ${name}.`,
    },
    data: { lotId, remainingGrams },
  });
