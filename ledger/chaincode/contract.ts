/** What a contract sees of the ledger during one call: the part of Fabric's stub that contracts here need. */
export interface ContractState {
  /** The id of the transaction that this call proposes; 64 hex digits. */
  readonly transactionId: string;
  /** When the client says that it made the proposal. The peer refuses more than 15 minutes off, nobody vouches for it. */
  readonly proposedAt: Date;
  /** The organisation of the client, from its certificate. */
  readonly callerMspId: string;
  /** The committed value, whatever this call has put meanwhile; nothing when there is none. */
  getState(key: string): Promise<Uint8Array | undefined>;
  /** An empty value deletes the key. */
  putState(key: string, value: Uint8Array): Promise<void>;
  deleteState(key: string): Promise<void>;
  /** Committed keys from `start` up to but not including `end`, ordered by their UTF-8 bytes. */
  statesBetween(start: string, end: string): AsyncIterable<KeyedValue>;
  /** At most one event a transaction; the last one set counts. */
  setEvent(name: string, payload: Uint8Array): void;
}

export interface KeyedValue {
  readonly key: string;
  readonly value: Uint8Array;
}

/** One call of a contract's function. A rejection refuses the transaction, with its message as the reason. */
export type Contract = (state: ContractState, call: ContractCall) => Promise<Uint8Array>;

export interface ContractCall {
  readonly function: string;
  readonly arguments: readonly string[];
}
