import type { Title } from './organisations.ts';

/**
 * What a client needs to use a network, real or development: written as `<dir>/connection/<MSP id>.json`, one file an
 * organisation, and read by the ledger adapter. Plain JSON; all paths are absolute and name PEM files.
 */
export interface ConnectionProfile {
  readonly version: 2;
  /** `fabric-development`: one process of the operator's own plays all organisations, so nobody outside witnesses. */
  readonly kind: 'fabric' | 'fabric-development';
  /** For people: shown beside every proof, e.g. `Hyperledger Fabric 3.1.5, solo`. */
  readonly networkLabel: string;
  readonly channel: string;
  /** Committed name of the witness chaincode on the channel. */
  readonly chaincode: string;
  readonly client: ClientIdentity;
  /**
   * One at least of each organisation. The client's own organisation's come first, wherever the file has them: the first is
   * the gateway, the others are what it falls back to.
   */
  readonly peers: readonly PeerEndpoint[];
  /**
   * The channel's first block, as its organisations agreed on it: the orderers' authorities stand there, and how many must
   * sign a block.
   */
  readonly firstBlockPath: string;
  /** Every organisation whose endorsement the channel's policy asks for, with the roots that attest its signatures. */
  readonly organisations: readonly TrustedOrganisation[];
}

export interface ClientIdentity {
  readonly mspId: string;
  readonly certificatePath: string;
  /** PKCS#8, P-256. Signatures must have a low S. */
  readonly privateKeyPath: string;
}

export interface PeerEndpoint {
  readonly name: string;
  readonly mspId: string;
  /** A host name that the peer's TLS certificate carries, never a bare IP address. */
  readonly host: string;
  readonly port: number;
  readonly tlsRootPath: string;
}

export interface TrustedOrganisation {
  readonly mspId: string;
  readonly title: Title;
  /** The authority that issued the certificates of the organisation's endorsing peers itself: its root, or an intermediate one. */
  readonly certificateRootPath: string;
  readonly tlsRootPath: string;
}
