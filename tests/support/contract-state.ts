import type { Contract, ContractState } from '#ledger/chaincode/contract.ts';

/** A ledger of one, in memory: calls a contract and keeps what it wrote, unless it refuses. */
export class ContractLedger {
  readonly states = new Map<string, Uint8Array>();
  readonly events: { name: string; payload: Uint8Array }[] = [];
  readonly #contract: Contract;
  #calls = 0;

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** @returns the answer as text */
  async call(callerMspId: string, name: string, ...args: string[]): Promise<string> {
    const written = new Map<string, Uint8Array>();
    const events: typeof this.events = [];
    const state: ContractState = {
      transactionId: String(this.#calls++).padStart(64, '0'),
      proposedAt: new Date('2026-03-02T04:05:06.789Z'),
      callerMspId,
      getState: async (key) => this.states.get(key),
      putState: async (key, value) => void written.set(key, value),
      deleteState: async (key) => void written.set(key, new Uint8Array()),
      statesBetween: (start, end) => this.#between(start, end),
      setEvent: (eventName, payload) => void events.splice(0, 1, { name: eventName, payload }),
    };
    const answer = await this.#contract(state, { function: name, arguments: args });
    for (const [key, value] of written) this.states.set(key, value);
    this.events.push(...events);
    return Buffer.from(answer).toString();
  }

  async *#between(start: string, end: string) {
    for (const key of [...this.states.keys()].sort()) {
      if (key >= start && key < end) yield { key, value: this.states.get(key)! };
    }
  }
}
