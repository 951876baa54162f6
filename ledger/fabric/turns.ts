/** Lets work on one subject happen one after the other, and not too much at once in all. */
export class Turns {
  readonly #atOnce: number;
  readonly #inHandAtMost: number;
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #inHand = 0;

  constructor(atOnce: number, inHandAtMost: number) {
    this.#atOnce = atOnce;
    this.#inHandAtMost = inHandAtMost;
  }

  /** How much is running or waits for its turn. */
  get inHand(): number {
    return this.#inHand;
  }

  /** Whether no more can be taken. */
  get isFull(): boolean {
    return this.#inHand >= this.#inHandAtMost;
  }

  /** @throws Error when it is full: whoever brings work must wait elsewhere */
  async take<Result>(subject: string, work: () => Promise<Result>): Promise<Result> {
    if (this.isFull) throw new Error('no more turns can be taken');
    this.#inHand += 1;
    try {
      return await this.#inTurn(subject, work);
    } finally {
      this.#inHand -= 1;
    }
  }

  /** Resolves when nothing is left to do. */
  async end(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }

  async #inTurn<Result>(subject: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(subject) ?? Promise.resolve()).then(() => this.#bounded(work));
    const settled = result.catch(() => undefined);
    this.#last.set(subject, settled);
    await settled;
    if (this.#last.get(subject) === settled) this.#last.delete(subject);
    return result;
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
