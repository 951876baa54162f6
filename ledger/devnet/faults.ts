/** The calls of the gateway service that a fault can be ordered for. */
export type GatewayCall = 'endorse' | 'submit' | 'commitStatus' | 'evaluate';

/** How an organisation's chaincode program fares. */
export type ChaincodeCondition = 'serving' | 'stopped' | 'frozen';

/** Faults that are ordered for the next time something happens; each order is used up by what it befalls. */
export class Faults {
  readonly #orders = new Map<string, number>();
  readonly #delays = new Map<GatewayCall, number[]>();
  readonly #befallen = new Map<string, ReadonlySet<string>>();
  readonly #chaincodes = new Map<string, ChaincodeCondition>();

  /** The next calls of this kind are carried out, but their answers never arrive. */
  loseReply(call: GatewayCall, times = 1): void {
    this.#order(`reply ${call}`, times);
  }

  /** The next call of this kind waits before it is carried out. */
  delay(call: GatewayCall, milliseconds: number): void {
    this.#delays.set(call, [...(this.#delays.get(call) ?? []), milliseconds]);
  }

  /** The orderer accepts the next envelopes and forgets them, as one that is killed before it has written them. */
  loseAccepted(times = 1): void {
    this.#order('accepted', times);
  }

  /** The next transactions read what is older than the committed state, so that they end in MVCC_READ_CONFLICT. */
  readStale(times = 1): void {
    this.#order('stale', times);
  }

  /** This organisation's chaincode comes to another result than the other's for the next transactions. */
  disagree(mspId: string, times = 1): void {
    this.#order(`disagree ${mspId}`, times);
  }

  setChaincode(mspId: string, condition: ChaincodeCondition): void {
    this.#chaincodes.set(mspId, condition);
  }

  chaincodeOf(mspId: string): ChaincodeCondition {
    return this.#chaincodes.get(mspId) ?? 'serving';
  }

  takeLostReply(call: GatewayCall): boolean {
    return this.#take(`reply ${call}`);
  }

  takeLostEnvelope(): boolean {
    return this.#take('accepted');
  }

  takeDelay(call: GatewayCall): number {
    return this.#delays.get(call)?.shift() ?? 0;
  }

  /** Both organisations must read the same, so the order befalls a transaction, not a call. */
  readsStale(transactionId: string): boolean {
    return this.#befalls('stale', transactionId);
  }

  disagrees(mspId: string, transactionId: string): boolean {
    return this.#befalls(`disagree ${mspId}`, transactionId);
  }

  #order(what: string, times: number): void {
    this.#orders.set(what, (this.#orders.get(what) ?? 0) + times);
  }

  #take(what: string): boolean {
    const left = this.#orders.get(what) ?? 0;
    if (left > 0) this.#orders.set(what, left - 1);
    return left > 0;
  }

  #befalls(what: string, transactionId: string): boolean {
    const befallen = this.#befallen.get(what);
    if (befallen?.has(transactionId)) return true;
    if (!this.#take(what)) return false;
    this.#befallen.set(what, new Set(befallen).add(transactionId));
    return true;
  }
}
