/** A program that belongs to a network: how to start it and how to tell that it serves. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** Added to the few variables that every program gets; nothing else of the caller's environment reaches it. */
  readonly environment: Readonly<Record<string, string>>;
  /** It serves when all of these accept a connection on the loopback address ... */
  readonly ports: readonly number[];
  /** ... and this one, if any, answers `/healthz` with 200. */
  readonly operationsPort?: number;
}
