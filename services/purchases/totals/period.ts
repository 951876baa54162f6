import type { ScopeQuery } from '#schemas/purchase-totals.ts';
import { addDays } from '#schemas/time.ts';

/** Days from `from` to `to`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** The calendar years that it touches. */
  readonly years: readonly number[];
  /** The calendar year that it lies in; reserves are of one. */
  readonly calendarYear: number | undefined;
}

const two = (number: number) => String(number).padStart(2, '0');

/** The period that a query is about: `today`'s calendar year if it names none. */
export function periodOf({ year, schoolYear, quarter, month }: ScopeQuery, today: string): Period {
  if (schoolYear !== undefined) {
    const [from, to] = [`${schoolYear}-09-01`, `${schoolYear + 1}-08-31`];
    return { from, to, years: [schoolYear, schoolYear + 1], calendarYear: undefined };
  }
  const calendarYear = year ?? Number(today.slice(0, 4));
  const first = month ?? (quarter === undefined ? 1 : 3 * quarter - 2);
  const last = month ?? (quarter === undefined ? 12 : 3 * quarter);
  const after = last === 12 ? `${calendarYear + 1}-01-01` : `${calendarYear}-${two(last + 1)}-01`;
  const from = `${calendarYear}-${two(first)}-01`;
  return { from, to: addDays(after, -1), years: [calendarYear], calendarYear };
}
