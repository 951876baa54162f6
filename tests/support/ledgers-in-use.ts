export const developmentLedgerName = 'the development ledger';

interface Use {
  readonly ledger: string;
}

/** Which ledgers run, and which did at some time since the test began. */
export class LedgerUses {
  readonly #open = new Set<Use>();
  readonly #duringTest = new Set<string>();

  /** A ledger runs, until this is disposed. */
  begin(ledger: string): Disposable {
    const use = { ledger };
    this.#open.add(use);
    this.#duringTest.add(ledger);
    return { [Symbol.dispose]: () => void this.#open.delete(use) };
  }

  beginTest(): void {
    this.#duringTest.clear();
    for (const { ledger } of this.#open) this.#duringTest.add(ledger);
  }

  get duringTest(): string[] {
    return [...this.#duringTest];
  }
}

/** Those of this test file. Whoever opens a ledger tells of it, also of one in a process of its own. */
export const ledgerUses = new LedgerUses();
export const ledgerInUse = (ledger: string): Disposable => ledgerUses.begin(ledger);
