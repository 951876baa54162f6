import { addMilliseconds } from '#schemas/time.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { LotRow } from './lock-lots.ts';

/** Clocks of phones run ahead a little; more than this is a typing error. */
const toleranceMs = 5 * 60_000;

/**
 * When something happened: as given, or now. Late entry is legal, and visible because the record keeps both times; the
 * future is not.
 *
 * @throws DomainError `invalid-input` at the pointer
 */
export function happenedAt(
  { clock }: Pick<Context, 'clock'>,
  given: string | undefined,
  pointer: string,
): string {
  const now = clock.now();
  if (given === undefined) return now;
  if (given > addMilliseconds(now, toleranceMs)) {
    throw new DomainError('invalid-input', { errors: [{ pointer, detail: 'in the future' }] });
  }
  return given;
}

/** What goes into something exists before it: so a trace follows time and cannot run in a circle. */
export function refuseEarlier(lot: LotRow, usedAt: string): void {
  if (usedAt >= lot.beganAt) return;
  throw new DomainError('invalid-input', {
    detail: {
      zh: `${lot.name}在填写的时间还不存在，请核对时间。`,
      en: `${lot.name} did not exist yet at that time: check the time.`,
    },
    data: { lotId: lot.id, beganAt: lot.beganAt },
  });
}
