import type { PostgresPool } from 'kysely';
import type { Pool } from 'pg';
import {
  type Anchoring,
  type Ledger,
  LedgerError,
  type LedgerTrust,
  type Publication,
} from '#ledger/port.ts';

/**
 * A step that is to fail: before it was carried out, or after, when only the reply is lost. Either way the
 * connection is gone, as after kill -9.
 */
export interface Fault {
  readonly when: 'before' | 'after';
  /** The statement that fails: the first that matches. */
  readonly statement: RegExp;
  /** It fails only in a transaction that carried out this one before. */
  readonly having?: RegExp;
}

/** What becomes of the exchange during which somebody was killed: with one of its ends it is gone. */
export type Sequel = 'is gone' | 'goes on';

/** Faults still to come, in order; each strikes once. */
export class Faults {
  readonly #ahead: Fault[] = [];

  plan(...faults: readonly Fault[]): void {
    this.#ahead.push(...faults);
  }

  get left(): number {
    return this.#ahead.length;
  }

  forget(): void {
    this.#ahead.length = 0;
  }

  /** What happens to a statement of a connection that carried out the others. */
  strike(statement: string, others: readonly string[]): Fault['when'] | undefined {
    const [next] = this.#ahead;
    if (!next?.statement.test(statement)) return undefined;
    if (next.having && !others.some((other) => next.having?.test(other))) return undefined;
    this.#ahead.shift();
    return next.when;
  }
}

/** A pool whose connections break where the faults say. */
export function faultyPool(pool: Pool, faults: Faults): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let broken = false;
      let since: string[] = [];
      const lose = (): never => {
        broken = true;
        throw new Error('Connection terminated unexpectedly (planned fault)');
      };
      return {
        async query(statement: string, parameters: unknown[]) {
          if (broken) lose();
          const strike = faults.strike(statement, since);
          if (strike === 'before') lose();
          const result = await client.query(statement, parameters);
          if (strike === 'after') lose();
          since = /^(begin|start transaction)/.test(statement) ? [] : [...since, statement];
          return result;
        },
        release: () => client.release(broken),
      };
    },
  } as unknown as PostgresPool;
}

/** A ledger that fails to answer: before it took the checkpoint, or after. */
export class FaultyLedger implements Ledger {
  readonly #ledger: Ledger;
  readonly #ahead: ('publish before' | 'publish after' | 'latest')[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  get identity() {
    return this.#ledger.identity;
  }

  get figures() {
    return this.#ledger.figures;
  }

  get trusted(): LedgerTrust {
    return this.#ledger.trusted;
  }

  get left(): number {
    return this.#ahead.length;
  }

  forget(): void {
    this.#ahead.length = 0;
  }

  plan(...faults: readonly ('publish before' | 'publish after' | 'latest')[]): void {
    this.#ahead.push(...faults);
  }

  async publish(publication: Publication): Promise<Anchoring> {
    this.#fail('publish before');
    const anchoring = await this.#ledger.publish(publication);
    this.#fail('publish after');
    return anchoring;
  }

  async latest(origin: string): Promise<Anchoring | undefined> {
    this.#fail('latest');
    return await this.#ledger.latest(origin);
  }

  at(origin: string, size: number): Promise<Anchoring | undefined> {
    return this.#ledger.at(origin, size);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ledger[Symbol.asyncDispose]();
  }

  #fail(step: 'publish before' | 'publish after' | 'latest'): void {
    if (this.#ahead[0] !== step) return;
    this.#ahead.shift();
    throw new LedgerError('ledger-unavailable', `planned fault: ${step}`);
  }
}
