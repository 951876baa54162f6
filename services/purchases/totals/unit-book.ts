import type { ScopeQuery } from '#schemas/purchase-totals.ts';
import type { CanteenStatus832, SchoolKind } from '#schemas/school.ts';
import type { Reader } from '../../context.ts';
import type { Tables } from '../../db/tables.ts';
import { type Unit, unitsOf } from '../units.ts';
import { cutOff, type FactScope } from './fact-scope.ts';

type Filing = Tables['reserveFilings'];

/** The units of the district with what they had filed for the year by the cut-off. */
export interface UnitBook<U extends CountedUnit = BookedUnit> {
  readonly units: readonly U[];
}

/** As much of a unit as its figures are made of. */
export interface CountedUnit {
  readonly id: string;
  readonly kind: SchoolKind;
  readonly status: CanteenStatus832;
  /** Absent when the unit has not filed, or the period is of no single calendar year. */
  readonly filing: Pick<Filing, 'reservedFen' | 'declaredFoodFen'> | undefined;
  readonly filingUnitId: string;
}

export interface BookedUnit extends CountedUnit, Unit {
  readonly filing: Filing | undefined;
}

export async function openBook(db: Reader, { period, asOf }: FactScope): Promise<UnitBook> {
  const until = cutOff(asOf);
  const year = period.calendarYear ?? (period.years.at(-1) as number);
  const filings = await db
    .selectFrom('reserveFilings')
    .selectAll()
    .where('year', '=', year)
    .where('filedAt', '<', until)
    .where(({ or, eb }) => or([eb('replacedAt', 'is', null), eb('replacedAt', '>=', until)]))
    .execute();
  const filingOf = new Map(filings.map((filing) => [filing.schoolId, filing]));
  const schools = await db
    .selectFrom('schools')
    .select(['id', 'canteenStatus832', 'representedById'])
    .execute();
  const ownWord = new Map(schools.map((school) => [school.id, school]));
  const units = [...(await unitsOf(db)).values()].map((unit): BookedUnit => {
    const filing = filingOf.get(unit.id);
    const word = ownWord.get(unit.id);
    const status = filing?.canteenStatus ?? word?.canteenStatus832 ?? 'own';
    const representedById = filing?.representedById ?? word?.representedById ?? unit.id;
    return {
      ...unit,
      status,
      filing: period.calendarYear === undefined ? undefined : filing,
      filingUnitId: status === 'shared' ? representedById : unit.id,
    };
  });
  return { units };
}

type UnitFilter = Pick<ScopeQuery, 'unit' | 'filingUnit' | 'level'>;

/** Units whose filings a filter is about. */
export const filersOf = <U extends CountedUnit>(
  { units }: UnitBook<U>,
  { unit, filingUnit, level }: UnitFilter,
): U[] =>
  units.filter(
    ({ id, kind }) => id === (unit ?? id) && id === (filingUnit ?? id) && kind === (level ?? kind),
  );

/** Units whose deliveries a filter is about: of a filing unit, also those that it covers. */
export const receiversOf = <U extends CountedUnit>(
  { units }: UnitBook<U>,
  { unit, filingUnit, level }: UnitFilter,
): U[] =>
  units.filter(
    ({ id, kind, filingUnitId }) =>
      id === (unit ?? id) && filingUnitId === (filingUnit ?? filingUnitId) && kind === (level ?? kind),
  );

/** Has a canteen that it files for itself. */
export const hasCanteen = ({ status }: CountedUnit): boolean => status === 'own' || status === 'outsourced';

/** Completed at least what it reserved; a reserve of 0 is no target. */
export const isOnTarget = (unit: CountedUnit, official: number): boolean =>
  hasCanteen(unit) && (unit.filing?.reservedFen ?? 0) > 0 && official >= (unit.filing?.reservedFen ?? 0);
