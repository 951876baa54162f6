import type { Failure } from './failures.ts';

/** Ends a verification with its one failure; never leaves `verifyBundle`. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** The result, or the given failure if reading it throws. */
export function attempt<Result>(read: () => Result, failure: Failure): Result {
  try {
    return read();
  } catch {
    throw new Refusal(failure);
  }
}
