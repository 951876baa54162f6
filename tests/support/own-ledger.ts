import type { Ledger } from '#ledger/port.ts';
import type { Deps } from '#services/deps.ts';
import { openLedger } from '#services/ledger.ts';
import { developmentLedgerName, ledgerInUse } from './ledgers-in-use.ts';

/**
 * The development ledger of a test's own product, as `main.ts` opens it. It is opened when a test first asks for it:
 * tests that never anchor or audit do not wait for it.
 */
export class OwnLedger implements AsyncDisposable {
  readonly #deps: Pick<Deps, 'config' | 'log' | 'logKeys'>;
  #opening: Promise<Ledger> | undefined;
  #use: Disposable | undefined;

  constructor(deps: Pick<Deps, 'config' | 'log' | 'logKeys'>) {
    this.#deps = deps;
  }

  open(): Promise<Ledger> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Lets another process open it, or a test alter its files. */
  async close(): Promise<void> {
    const ledger = await this.#opening;
    this.#opening = undefined;
    this.#use?.[Symbol.dispose]();
    await ledger?.[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #open(): Promise<Ledger> {
    const { config, log, logKeys } = this.#deps;
    const ledger = await openLedger(config, log);
    // A real network is told of by whoever started it.
    if (config.ledger.kind === 'devnet') this.#use = ledgerInUse(developmentLedgerName);
    logKeys.admitLedger(ledger.trusted);
    return ledger;
  }
}
