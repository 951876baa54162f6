/** The only source of time for verbs and jobs; tests hand in one that they move. */
export interface Clock {
  /** RFC 3339 UTC with three digits of a second. */
  now(): string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
