/** The only source of time for verbs and jobs; tests hand in one that they move. */
export interface Clock {
  /** RFC 3339 UTC with three digits of a second. */
  now(): string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** Tells the time of the first look again and again. */
export function stoppedAtFirstLook(clock: Clock): Clock {
  let instant: string | undefined;
  return {
    now: () => {
      instant ??= clock.now();
      return instant;
    },
  };
}
