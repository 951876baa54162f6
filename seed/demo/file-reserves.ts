import type { Deps } from '#services/deps.ts';
import { fileReserve } from '#services/purchases/index.ts';
import { wallClock } from './calendar.ts';
import type { OpenedSchool } from './open-schools.ts';
import { as } from './stage.ts';

/** First and last day of the story. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** A diner's food for a year of some two hundred school days, in fen: what schools declare. */
const declaredFenPerDiner = 84_000;

/** A share that is reserved of it, in 1/10,000. One school reserves less than the programme asks, for the rules to find. */
const reserveBasisPoints = (key: string): number => (key === 'donghu' ? 900 : 1_500);

/** What a school reserves for a year, in fen; nothing where another school files for it. */
export function reserveOf({ key, school, sharedWith }: OpenedSchool): number {
  if (sharedWith !== undefined) return 0;
  return (school.dinersPerMeal * declaredFenPerDiner * reserveBasisPoints(key)) / 10_000;
}

/** The calendar years of the story, whose orders the demo knows. */
export function storyYears({ from, until }: Days): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Files the reserve of every school for each year of the story, in March or, before that, the day before its last. */
export async function fileReserves(deps: Deps, schools: readonly OpenedSchool[], days: Days): Promise<void> {
  for (const year of storyYears(days)) {
    for (const school of schools) {
      const representedById = schools.find(({ key }) => key === school.sharedWith)?.id;
      const filedOn = days.until < `${year}-03-12` ? days.until : `${year}-03-12`;
      const declared = representedById
        ? { representedById, declaredFoodFen: 0 }
        : {
            declaredFoodFen: school.school.dinersPerMeal * declaredFenPerDiner,
            ratioBasisPoints: reserveBasisPoints(school.key),
            reservedFen: reserveOf(school),
          };
      await fileReserve(as(deps, school.manager, wallClock(days.until, '08:20')), {
        schoolId: school.id,
        year,
        canteenStatus: school.school.canteenStatus832 ?? 'own',
        ...declared,
        filedAt: wallClock(filedOn, '08:00'),
      });
    }
  }
}
