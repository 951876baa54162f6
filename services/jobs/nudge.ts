/**
 * Wakes a worker early. A nudge while the worker is busy is remembered; whoever relies on one for more than speed is
 * wrong, because another process may do the writing.
 */
export class Nudge {
  #pending = false;
  #wake: (() => void) | undefined;

  /** There may be work. */
  give(): void {
    this.#pending = true;
    this.#wake?.();
  }

  /** Resolves at the next nudge, at once if one came since the last wait, or when the signal aborts or time is up. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#pending && !signal.aborted) await this.#sleep(milliseconds, signal);
    this.#pending = false;
  }

  async #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake);
    this.#wake = wake;
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
    this.#wake = undefined;
  }
}
