import { addDays } from '#schemas/time.ts';

/** The last `count` school days up to and including `until`, weekends left out, oldest first. */
export function schoolDays(until: string, count: number): string[] {
  const days: string[] = [];
  for (let day = until; days.length < count; day = addDays(day, -1)) {
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.unshift(day);
  }
  return days;
}

/** An instant of a school day, by the clock on the canteen's wall (UTC+8). */
export const wallClock = (day: string, time: string): string =>
  new Date(`${day}T${time}:00.000+08:00`).toISOString();
