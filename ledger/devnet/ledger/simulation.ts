import {
  compareKeys,
  type KeyRead,
  type KeyWrite,
  type NamespaceReadWrites,
  type RangeRead,
  type Version,
} from '#ledger/blocks/read-write-set.ts';
import type { ContractState, KeyedValue } from '#ledger/chaincode/contract.ts';
import type { WorldState } from './world-state.ts';

/** Who calls, in which transaction. */
export type CallOrigin = Pick<ContractState, 'transactionId' | 'proposedAt' | 'callerMspId'>;

/** Runs a contract on the committed state and notes what it reads and wants to write; nothing changes. */
export class Simulation implements ContractState {
  readonly transactionId: string;
  readonly proposedAt: Date;
  readonly callerMspId: string;
  event: { name: string; payload: Uint8Array } | undefined;
  readonly #committed: WorldState;
  readonly #namespace: string;
  readonly #reads = new Map<string, Version | undefined>();
  readonly #writes = new Map<string, Uint8Array | undefined>();
  readonly #ranges = new Map<string, RangeRead>();

  constructor(committed: WorldState, namespace: string, origin: CallOrigin) {
    this.#committed = committed;
    this.#namespace = namespace;
    this.transactionId = origin.transactionId;
    this.proposedAt = origin.proposedAt;
    this.callerMspId = origin.callerMspId;
  }

  async getState(key: string): Promise<Uint8Array | undefined> {
    const found = this.#committed.get(this.#namespace, key);
    if (!this.#reads.has(key)) this.#reads.set(key, found?.version);
    return found?.value;
  }

  async putState(key: string, value: Uint8Array): Promise<void> {
    if (key === '') throw new Error('key must not be an empty string');
    this.#writes.set(key, value.length > 0 ? Uint8Array.from(value) : undefined);
  }

  async deleteState(key: string): Promise<void> {
    this.#writes.set(key, undefined);
  }

  /**
   * The whole range counts as read, however far the contract goes: a peer hands results over by the hundred. It is noted
   * key by key; Fabric sums more than 50 of them up in a hash tree.
   */
  async *statesBetween(start: string, end: string): AsyncGenerator<KeyedValue> {
    const found = this.#committed.between(this.#namespace, start, end);
    const reads = found.map(([key, { version }]) => ({ key, version }));
    const noted = JSON.stringify([start, end]);
    if (!this.#ranges.has(noted)) this.#ranges.set(noted, { start, end, exhausted: true, reads });
    for (const [key, { value }] of found) yield { key, value };
  }

  setEvent(name: string, payload: Uint8Array): void {
    this.event = { name, payload };
  }

  /** Nothing when the contract neither read nor wrote. */
  readWrites(): NamespaceReadWrites | undefined {
    if (this.#reads.size + this.#ranges.size + this.#writes.size === 0) return undefined;
    const reads: KeyRead[] = [...this.#reads].map(([key, version]) => ({ key, version }));
    const writes: KeyWrite[] = [...this.#writes].map(([key, value]) => ({ key, value }));
    return {
      namespace: this.#namespace,
      reads: reads.sort((a, b) => compareKeys(a.key, b.key)),
      ranges: [...this.#ranges.values()],
      writes: writes.sort((a, b) => compareKeys(a.key, b.key)),
    };
  }
}
