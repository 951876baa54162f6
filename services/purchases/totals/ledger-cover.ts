import { civilDateOf } from '#schemas/time.ts';
import type { YearRules } from '../year-rules.ts';
import type { FactScope } from './fact-scope.ts';
import { type CountedUnit, hasCanteen } from './unit-book.ts';

/** As much of a scope as says which food the ledger knows. */
export interface KnownScope extends Pick<FactScope, 'period' | 'asOf' | 'ledgerSince'> {
  readonly rules: ReadonlyMap<number, Pick<YearRules, 'filingDueOn'>>;
}

/**
 * Whether a whole year is over and the ledger knows what these units received in it, so that it can be compared with
 * what they declared. A unit's deliveries cover a year when the first was signed by the day filings were due: a school
 * that joins later in the year has received food that nobody recorded here.
 */
export function isYearKnown(
  { period, asOf, rules, ledgerSince }: KnownScope,
  units: readonly CountedUnit[],
): boolean {
  const year = period.calendarYear;
  if (year === undefined || asOf < period.to) return false;
  if (period.from !== `${year}-01-01` || period.to !== `${year}-12-31`) return false;
  const dueOn = rules.get(year)?.filingDueOn as string;
  return units.filter(hasCanteen).every(({ id }) => {
    const since = ledgerSince.get(id);
    return since !== undefined && civilDateOf(since) <= dueOn;
  });
}

/** The day on which the ledger began to know the food of any of these units, unless that was before the period. */
export function ledgerBegan(
  { period, ledgerSince }: KnownScope,
  units: readonly CountedUnit[],
): string | null {
  const days = units.flatMap(({ id }) => ledgerSince.get(id) ?? []).map(civilDateOf);
  const latest = days.toSorted().at(-1);
  return latest !== undefined && latest > period.from ? latest : null;
}
