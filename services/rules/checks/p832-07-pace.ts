import { z } from 'zod';
import { addDays, daysBetween } from '#schemas/time.ts';
import type { Breach, RuleCheck } from '../check.ts';
import { shareBasisPoints } from '../money.ts';

const Parameters = z.strictObject({
  /** How far completion may lag behind the elapsed part of the year, in 1/10,000 of the reserve. */
  lagBasisPoints: z.int().min(0),
  /** Last day of the yearly filing, MM-DD. */
  filingDeadline: z.string().regex(/^\d{2}-\d{2}$/),
  remindDays: z.int().min(0),
});

interface Facts {
  readonly unitId: string;
  readonly year: number;
  readonly on: string;
  readonly reservedFen: number;
  readonly countedFen: number;
  /** Absent until the unit has filed. */
  readonly filedOn?: string | undefined;
}

/** Purchases keep pace with the year, and the yearly filing comes in time. A reserve of 0 has no pace. */
export const p832_07Pace: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-07',
  parameters: Parameters,
  find: (facts, parameters) => [...filing(facts, parameters), ...progress(facts, parameters)],
};

function filing(
  { unitId, year, on, filedOn }: Facts,
  { filingDeadline, remindDays }: z.output<typeof Parameters>,
): Breach[] {
  const dueOn = `${year}-${filingDeadline}`;
  if (filedOn !== undefined || on < addDays(dueOn, -remindDays)) return [];
  return [
    { breach: 'filing-due', evidence: [unitId], data: { year, dueOn, daysLeft: daysBetween(on, dueOn) } },
  ];
}

function progress(
  { unitId, year, on, reservedFen, countedFen }: Facts,
  { lagBasisPoints }: z.output<typeof Parameters>,
): Breach[] {
  const completedBasisPoints = shareBasisPoints(countedFen, reservedFen);
  if (completedBasisPoints === undefined) return [];
  const daysInYear = daysBetween(`${year}-01-01`, `${year + 1}-01-01`);
  const elapsedDays = Math.min(daysInYear, daysBetween(`${year}-01-01`, on) + 1);
  if (elapsedDays < 1) return [];
  const elapsedBasisPoints = Math.floor((elapsedDays * 10_000) / daysInYear);
  if (completedBasisPoints + lagBasisPoints >= elapsedBasisPoints) return [];
  const forecastFen = Number((BigInt(countedFen) * BigInt(daysInYear)) / BigInt(elapsedDays));
  const shortfallFen = Math.max(0, reservedFen - forecastFen);
  const data = { year, completedBasisPoints, elapsedBasisPoints, forecastFen, shortfallFen };
  return [{ breach: 'behind-pace', evidence: [unitId], data }];
}
