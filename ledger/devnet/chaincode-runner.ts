import { setTimeout as sleep } from 'node:timers/promises';
import { msp } from '@hyperledger/fabric-protos';
import type { Contract } from '#ledger/chaincode/contract.ts';
import { chaincode, channelName } from './channel.ts';
import type { Faults } from './faults.ts';
import { queryChain } from './ledger/query-system-chaincode.ts';
import { Simulation } from './ledger/simulation.ts';
import type { Peer } from './peer.ts';
import type { ChaincodeResult } from './wire/endorsed-action.ts';
import type { Proposal } from './wire/proposal.ts';
import { encodeReadWrites, type KeyRead, type NamespaceReadWrites } from './wire/read-write-set.ts';

/** The peer could not have the chaincode run; what it says instead of a result. */
export class ChaincodeUnavailable extends Error {
  override readonly name = 'ChaincodeUnavailable';
}

const frozenPollMs = 5;
const executeTimeoutMs = 30_000;

/** Runs chaincode for one peer: the contract on a simulation of the state, or the peer's own query chaincode. */
export class ChaincodeRunner {
  readonly #peer: Peer;
  readonly #contract: Contract;
  readonly #faults: Faults;

  constructor(peer: Peer, contract: Contract, faults: Faults) {
    this.#peer = peer;
    this.#contract = contract;
    this.#faults = faults;
  }

  /** @throws ChaincodeUnavailable */
  run(proposal: Proposal): Promise<ChaincodeResult> {
    return proposal.chaincode === 'qscc' ? this.#query(proposal) : this.#simulate(proposal);
  }

  async #query({ arguments: given }: Proposal): Promise<ChaincodeResult> {
    const outcome = await settle(async () => queryChain(this.#peer.blocks, channelName, given));
    const id = { name: 'qscc', version: 'syscc' };
    return { chaincode: id, ...outcome, readWrites: new Uint8Array(), event: undefined };
  }

  async #simulate(proposal: Proposal): Promise<ChaincodeResult> {
    const { transactionId } = proposal;
    await this.#reach(transactionId);
    const simulation = new Simulation(this.#peer.state, chaincode.name, {
      transactionId,
      proposedAt: proposal.channelHeader.getTimestamp()!.toDate(),
      callerMspId: msp.SerializedIdentity.deserializeBinary(proposal.creator).getMspid(),
    });
    const [name = '', ...given] = proposal.arguments.map((bytes) => Buffer.from(bytes).toString());
    const outcome = await settle(() => this.#contract(simulation, { function: name, arguments: given }));
    if (this.#faults.disagrees(this.#peer.mspId, transactionId))
      outcome.payload = Buffer.concat([outcome.payload, Buffer.from(' (otherwise)')]);
    let own = simulation.readWrites();
    if (this.#faults.readsStale(transactionId)) own = { ...own, reads: own.reads.map(olderRead) };
    const readWrites = encodeReadWrites([this.#definitionRead(), own]);
    return { chaincode, ...outcome, readWrites, event: simulation.event };
  }

  /** Waits for a program that does not answer, as long as a peer does. */
  async #reach(transactionId: string): Promise<void> {
    const failed = `error in simulation: failed to execute transaction ${transactionId}: `;
    const { mspId } = this.#peer;
    const deadline = Date.now() + executeTimeoutMs;
    while (this.#faults.chaincodeOf(mspId) === 'frozen') {
      if (Date.now() > deadline)
        throw new ChaincodeUnavailable(`${failed}timeout expired while executing transaction`);
      await sleep(frozenPollMs);
    }
    if (this.#faults.chaincodeOf(mspId) === 'stopped')
      throw new ChaincodeUnavailable(`${failed}could not launch chaincode ${chaincode.name}`);
  }

  /** Every call notes which definition of the chaincode it ran under, so that a change of it conflicts. */
  #definitionRead(): NamespaceReadWrites {
    const namespace = '_lifecycle';
    const key = `namespaces/fields/${chaincode.name}/Sequence`;
    const reads = [{ key, version: this.#peer.state.get(namespace, key)?.version }];
    return { namespace, reads, ranges: [], writes: [] };
  }
}

/** The read as it would have been before the key's last change; what was never there, as if it had been. */
function olderRead({ key, version }: KeyRead): KeyRead {
  return { key, version: version ? undefined : { block: 0, transaction: 0 } };
}

/** What a call gave back, or why it refused, as a chaincode's response. */
async function settle(call: () => Promise<Uint8Array>) {
  try {
    return { status: 200, message: '', payload: await call() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 500, message, payload: new Uint8Array() };
  }
}
