import type { FactSums, Ratio, ScopeQuery, UnitSums } from '#schemas/purchase-totals.ts';
import { acceptedFoodFen } from '../../batches/index.ts';
import type { Reader } from '../../context.ts';
import { percent } from '../percent.ts';
import { filterNames, unitDimensions } from './dimensions.ts';
import type { FactScope } from './fact-scope.ts';
import { isYearKnown, type KnownScope } from './ledger-cover.ts';
import { type FactGroup, sumFacts } from './sum-facts.ts';
import {
  type BookedUnit,
  type CountedUnit,
  filersOf,
  hasCanteen,
  isOnTarget,
  openBook,
  receiversOf,
  type UnitBook,
} from './unit-book.ts';

/** What units filed, received and completed within a scope, ready to be summed for any part of it. */
export interface UnitFigures<U extends CountedUnit = BookedUnit> {
  readonly book: UnitBook<U>;
  /** Accepted food in fen, by unit. */
  readonly ledgerFood: ReadonlyMap<string, number>;
  /** Officially completed in fen, by filing unit; undefined where a target makes no sense for the scope. */
  readonly official: ReadonlyMap<string, number> | undefined;
  /** The facts by filing unit, where they were summed for a target. */
  readonly byFiler?: readonly FactGroup[] | undefined;
  /** Whether the period is within one calendar year, so that reserves belong to it. */
  readonly ofOneYear: boolean;
  readonly scope: KnownScope;
}

export async function unitFigures(db: Reader, scope: FactScope): Promise<UnitFigures> {
  const { period, query } = scope;
  const book = await openBook(db, scope);
  const unitIds = receiversOf(book, query).map(({ id }) => id);
  const ledgerFood = await acceptedFoodFen(db, { unitIds, ...daysOf(scope) });
  const targeted = period.calendarYear !== undefined && aimsAtTarget(query);
  const byFiler = targeted ? await sumFacts(db, scope, 'filingUnit') : undefined;
  const official = byFiler && new Map(byFiler.map(({ key, sums }) => [key, sums.official]));
  return { book, ledgerFood, official, byFiler, ofOneYear: period.calendarYear !== undefined, scope };
}

/** Days whose deliveries belong to a scope. */
export const daysOf = ({ period, asOf }: FactScope): { from: string; to: string } => ({
  from: period.from,
  to: asOf < period.to ? asOf : period.to,
});

/** A target is one of a whole year and of all that a filing unit buys. */
function aimsAtTarget(query: ScopeQuery): boolean {
  const others = filterNames.filter((name) => !(unitDimensions as readonly string[]).includes(name));
  const partOfYear = query.month !== undefined || query.quarter !== undefined;
  return !partOfYear && query.unit === undefined && others.every((name) => query[name] === undefined);
}

/** The figures of the units that a filter is about, beside the sums of their facts. */
export function sumUnits<U extends CountedUnit>(
  { book, ledgerFood, official, ofOneYear, scope }: UnitFigures<U>,
  filter: Pick<ScopeQuery, 'unit' | 'filingUnit' | 'level'>,
  sums: FactSums,
): UnitSums {
  const filers = filersOf(book, filter);
  const filed = (key: 'reservedFen' | 'declaredFoodFen') =>
    ofOneYear ? total(filers, ({ filing }) => filing?.[key] ?? 0) : null;
  const [reserved, declared] = [filed('reservedFen'), filed('declaredFoodFen')];
  const receivers = receiversOf(book, filter);
  const food = total(receivers, ({ id }) => ledgerFood.get(id) ?? 0);
  const withCanteen = filers.filter(hasCanteen);
  const onTarget = withCanteen.filter((unit) => isOnTarget(unit, official?.get(unit.id) ?? 0));
  return {
    reserved,
    declared,
    ledgerFood: food,
    completion: reserved === null ? null : ratio(sums.official, reserved),
    traded: reserved === null ? null : ratio(sums.ordered, reserved),
    trueShare: ratio(sums.canteen, food),
    filingError: declared === null || !isYearKnown(scope, receivers) ? null : ratio(declared - food, food),
    onTarget: official ? onTarget.length : null,
    withCanteen: official ? withCanteen.length : null,
  };
}

const total = <U>(units: readonly U[], of: (unit: U) => number): number =>
  units.reduce((sum, unit) => sum + of(unit), 0);

const ratio = (numerator: number, denominator: number): Ratio => ({
  numerator,
  denominator,
  percent: percent(numerator, denominator),
});
