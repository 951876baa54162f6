import type { common } from '@hyperledger/fabric-protos';
import type { Members } from '#ledger/blocks/members.ts';
import { orderingOrganisation } from './channel.ts';
import { definitionKey, definitionTransaction } from './define-chaincode.ts';
import { type DevnetFolder, holders } from './devnet-folder.ts';
import type { Faults } from './faults.ts';
import { NetworkView } from './gateway/network-view.ts';
import type { Orderer } from './orderer.ts';
import { Ordering } from './ordering.ts';
import type { OrganisationNode } from './organisation-node.ts';

export interface NetworkParts {
  readonly folder: DevnetFolder;
  readonly members: Members;
  readonly clock: () => Date;
  readonly faults: Faults;
  readonly nodes: readonly OrganisationNode[];
}

/** Nobody dials it: the gateways call the orderer directly. The address appears in what they say of it. */
const ordererAddress = 'localhost:7050';

/** The organisations and the orderer, running. Organisations can be stopped and started while the others go on. */
export class DevelopmentNetwork {
  readonly #parts: NetworkParts;
  #orderer!: Orderer;
  #ordering!: Ordering;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  async start(orderer: Orderer): Promise<void> {
    this.#orderer = orderer;
    const node = { address: ordererAddress, mspId: orderingOrganisation.mspId };
    this.#ordering = new Ordering(orderer, node, this.#parts);
    for (const { mspId } of this.#parts.nodes) await this.startOrganisation(mspId);
    await this.#defineChaincode();
  }

  /** What it has accepted and not yet written is lost. */
  stopOrderer(): void {
    this.#ordering.isDown = true;
    this.#orderer.forgetPending();
  }

  startOrderer(): void {
    this.#ordering.isDown = false;
  }

  /** Its gateway's connections break. Until it is noticed, the other one still counts on it. */
  async stopOrganisation(mspId: string, { noticed = false } = {}): Promise<void> {
    await this.#orderer.between(async () => this.#node(mspId).stop(noticed));
  }

  /** It first gets the blocks that it missed. */
  async startOrganisation(mspId: string): Promise<void> {
    const { folder, nodes, faults } = this.#parts;
    const node = this.#node(mspId);
    await this.#orderer.between(async () => {
      await catchUp(node, this.#orderer);
      await node.start(folder, new NetworkView(node, nodes, this.#ordering), { faults });
    });
  }

  /**
   * Hands a block to the organisations that are there. All show it at the same moment: a client that saw it at one never
   * meets another that has not got it yet.
   */
  async deliver(block: common.Block): Promise<void> {
    const present = this.#parts.nodes.filter(({ presence }) => presence === 'up');
    const stored = await Promise.all(present.map(({ peer }) => peer.store(block)));
    for (const [index, { peer }] of present.entries()) peer.show(stored[index]!);
  }

  /** Writes what was accepted, then ends. */
  async close(): Promise<void> {
    await this.#orderer.close();
    for (const node of this.#parts.nodes) node.stop(false);
    await Promise.all(this.#parts.nodes.map(({ peer }) => peer.close()));
  }

  /** At the first start, or when a crash came between the channel's first block and this. */
  async #defineChaincode(): Promise<void> {
    const { nodes, folder, clock } = this.#parts;
    const [first] = nodes;
    const { namespace, key } = definitionKey;
    if (first!.peer.state.get(namespace, key)) return;
    const administrator = folder.readIdentity(first!.mspId, holders.administrator);
    const endorsers = nodes.map(({ peer }) => peer.identity);
    this.#orderer.order(definitionTransaction(administrator, endorsers, clock()));
    await this.#orderer.flush();
    if (this.#orderer.failure) throw this.#orderer.failure;
  }

  #node(mspId: string): OrganisationNode {
    const found = this.#parts.nodes.find((node) => node.mspId === mspId);
    if (!found) throw new Error(`no organisation ${mspId} with a peer`);
    return found;
  }
}

/** For instance because a crash came between the orderer and the peer. */
async function catchUp({ peer }: OrganisationNode, { blocks }: Orderer): Promise<void> {
  while (peer.blocks.height < blocks.height) peer.show(await peer.store(blocks.at(peer.blocks.height)!));
}
