import { setTimeout as sleep } from 'node:timers/promises';
import { msp } from '@hyperledger/fabric-protos';
import { encodeReadWrites, type KeyRead, type NamespaceReadWrites } from '#ledger/blocks/read-write-set.ts';
import type { Contract } from '#ledger/chaincode/contract.ts';
import { chaincode, channelName } from './channel.ts';
import { definitionKey } from './define-chaincode.ts';
import type { Faults } from './faults.ts';
import { queryChain } from './ledger/query-system-chaincode.ts';
import { Simulation } from './ledger/simulation.ts';
import type { Peer } from './peer.ts';
import type { ChaincodeResult } from './wire/endorsed-action.ts';
import type { Proposal } from './wire/proposal.ts';

/** The peer could not have the chaincode run; what it says instead of a result. */
export class ChaincodeUnavailable extends Error {
  override readonly name = 'ChaincodeUnavailable';
}

/** A peer names the package and where it looked for the program; here there are neither. */
const packageId = `${chaincode.name}_${chaincode.version}:${'0'.repeat(64)}`;
const notServing =
  `could not launch chaincode ${packageId}: connection to ${packageId} failed: error cannot create connection for ` +
  `${packageId}: error creating grpc connection to localhost:7052: failed to create new connection: connection ` +
  'error: desc = "transport: error while dialing: dial tcp 127.0.0.1:7052: connect: connection refused"';

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
    const touched = [this.#definitionRead(), ...this.#touchedBy(simulation)];
    return { chaincode, ...outcome, readWrites: encodeReadWrites(touched), event: simulation.event };
  }

  #touchedBy(simulation: Simulation): NamespaceReadWrites[] {
    const own = simulation.readWrites();
    if (!own) return [];
    const isStale = this.#faults.readsStale(simulation.transactionId);
    return [isStale ? { ...own, reads: own.reads.map(olderRead) } : own];
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
    if (this.#faults.chaincodeOf(mspId) === 'stopped') throw new ChaincodeUnavailable(failed + notServing);
  }

  /** Every call notes which definition of the chaincode it ran under, so that a change of it conflicts. */
  #definitionRead(): NamespaceReadWrites {
    const { namespace, key } = definitionKey;
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
