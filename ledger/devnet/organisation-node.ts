import { readFileSync } from 'node:fs';
import { type DevnetFolder, holders } from './devnet-folder.ts';
import type { Endorser } from './endorser.ts';
import type { NetworkView } from './gateway/network-view.ts';
import { PeerServer, type Serving } from './gateway/serve.ts';
import type { Peer } from './peer.ts';

/** Whether an organisation's peer is there; when it is gone, the others do not know it at once. */
export type Presence = 'up' | 'gone' | 'known to be gone';

/** One organisation's part of the network: its peer, and the services in front of it. */
export class OrganisationNode {
  readonly peer: Peer;
  readonly endorser: Endorser;
  readonly port: number;
  presence: Presence = 'gone';
  #server: PeerServer | undefined;

  constructor(peer: Peer, endorser: Endorser, port: number) {
    this.peer = peer;
    this.endorser = endorser;
    this.port = port;
  }

  get mspId(): string {
    return this.peer.mspId;
  }

  get address(): string {
    return `localhost:${this.port}`;
  }

  async start(
    folder: DevnetFolder,
    view: NetworkView,
    serving: Omit<Serving, 'tls' | 'port'>,
  ): Promise<void> {
    const { certificatePath, privateKeyPath } = folder.material.holder(this.mspId, holders.nodeTls);
    const tls = {
      certificatePem: readFileSync(certificatePath, 'utf8'),
      privateKeyPem: readFileSync(privateKeyPath, 'utf8'),
    };
    this.#server = await PeerServer.start(view, { ...serving, tls, port: this.port });
    this.presence = 'up';
  }

  /** @param noticed whether the other organisations know already */
  stop(noticed: boolean): void {
    this.presence = noticed ? 'known to be gone' : 'gone';
    this.#server?.stop();
    this.#server = undefined;
  }
}
