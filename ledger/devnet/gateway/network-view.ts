import { chaincode, channelName } from '../channel.ts';
import type { Endorser } from '../endorser.ts';
import type { Ordering } from '../ordering.ts';
import type { OrganisationNode } from '../organisation-node.ts';
import type { Peer } from '../peer.ts';
import { EndorsingPeer } from './endorsing-peer.ts';

/** What the gateway of one peer knows of the network. */
export class NetworkView {
  readonly own: Peer;
  readonly ownEndorser: Endorser;
  readonly ordering: Ordering;
  readonly #own: OrganisationNode;
  readonly #nodes: readonly OrganisationNode[];

  constructor(own: OrganisationNode, nodes: readonly OrganisationNode[], ordering: Ordering) {
    this.own = own.peer;
    this.ownEndorser = own.endorser;
    this.ordering = ordering;
    this.#own = own;
    this.#nodes = [own, ...nodes.filter((node) => node !== own)];
  }

  /**
   * The peers that have a chaincode of this name on this channel, the gateway's own first. System chaincodes are everywhere.
   */
  peersWith(channel: string, name: string): EndorsingPeer[] {
    if (channel !== channelName || !['qscc', chaincode.name].includes(name)) return [];
    const present = this.#nodes.filter(({ presence }) => presence !== 'known to be gone');
    return present.map((node) => new EndorsingPeer(node, node === this.#own));
  }

  /** Whether a chaincode is defined on the channel, so that discovery knows who must endorse it. */
  isDefined(channel: string, name: string): boolean {
    return channel === channelName && name === chaincode.name;
  }

  /** Whether as many organisations are there as have to endorse. */
  get canBeEndorsed(): boolean {
    return this.#nodes.every(({ presence }) => presence !== 'known to be gone');
  }
}
