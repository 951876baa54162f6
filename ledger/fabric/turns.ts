/** Lets work on one subject happen one after the other, and not too much at once in all. */
export class Turns {
  readonly #atOnce: number;
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  async take<Result>(subject: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(subject) ?? Promise.resolve()).then(() => this.#bounded(work));
    const settled = result.catch(() => undefined);
    this.#last.set(subject, settled);
    await settled;
    if (this.#last.get(subject) === settled) this.#last.delete(subject);
    return result;
  }

  /** Resolves when nothing is left to do. */
  async end(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }

  async #bounded<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#running >= this.#atOnce) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}
