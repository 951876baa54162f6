import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { type Contract, connect, type Gateway, hash } from '@hyperledger/fabric-gateway';
import type {
  ClientIdentity,
  ConnectionProfile,
  PeerEndpoint,
} from '#ledger/fabric-wire/connection-profile.ts';
import { type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';

/** How long each kind of call may take, in milliseconds. */
const deadlines = { evaluate: 5_000, endorse: 15_000, submit: 15_000, commitStatus: 10_000 } as const;

/** One connection for each peer of the profile; the client's own organisation's is used first. */
export class Connections implements Disposable {
  readonly #profile: ConnectionProfile;
  readonly #clients: readonly Client[];
  #signer: SigningIdentity;
  #gateways: readonly Gateway[];
  #inUse = 0;

  constructor(profile: ConnectionProfile) {
    this.#profile = profile;
    this.#clients = profile.peers.map(openClient);
    this.#signer = readClient(profile.client);
    this.#gateways = this.#gatewaysAs(this.#signer);
  }

  get signer(): SigningIdentity {
    return this.#signer;
  }

  get gateway(): Gateway {
    return this.#gateways[this.#inUse]!;
  }

  get contract(): Contract {
    return this.gateway.getNetwork(this.#profile.channel).getContract(this.#profile.chaincode);
  }

  /** After a call found nobody: the next one goes through the next peer. */
  useNext(): void {
    this.#inUse = (this.#inUse + 1) % this.#gateways.length;
  }

  /**
   * Reads the client's certificate and key again, so that renewed ones count from the next call on. False when they are
   * the same as before, or not yet there as a pair.
   */
  renew(): boolean {
    const signer = readPair(this.#profile.client);
    if (!signer || signer.certificatePem === this.#signer.certificatePem) return false;
    this.#signer = signer;
    this.#gateways = this.#gatewaysAs(signer);
    return true;
  }

  [Symbol.dispose](): void {
    for (const gateway of this.#gateways) gateway.close();
    for (const client of this.#clients) client.close();
  }

  #gatewaysAs(signer: SigningIdentity): Gateway[] {
    return this.#clients.map((client) => openGateway(client, signer));
  }
}

/** The identity as which the network is used. */
export function readClient({ mspId, certificatePath, privateKeyPath }: ClientIdentity): SigningIdentity {
  return {
    mspId,
    certificatePem: readFileSync(certificatePath, 'utf8'),
    privateKey: createPrivateKey(readFileSync(privateKeyPath, 'utf8')),
  };
}

/** Whoever renews them writes one after the other. */
function readPair(client: ClientIdentity): SigningIdentity | undefined {
  try {
    const signer = readClient(client);
    const isPair = new X509Certificate(signer.certificatePem).checkPrivateKey(signer.privateKey);
    return isPair ? signer : undefined;
  } catch {
    return undefined;
  }
}

function openClient(peer: PeerEndpoint): Client {
  const secure = credentials.createSsl(readFileSync(peer.tlsRootPath));
  return new Client(`${peer.host}:${peer.port}`, secure, {
    // A peer that comes back is found again within seconds, not the two minutes that gRPC may wait.
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2_000,
    // Fabric's peers end connections that are asked more often.
    'grpc.keepalive_time_ms': 120_000,
  });
}

function openGateway(client: Client, signer: SigningIdentity): Gateway {
  return connect({
    client,
    identity: { mspId: signer.mspId, credentials: Buffer.from(signer.certificatePem) },
    // The message comes unhashed: signing hashes it.
    hash: hash.none,
    signer: async (message) => signAs(signer, message),
    evaluateOptions: () => ({ deadline: Date.now() + deadlines.evaluate }),
    endorseOptions: () => ({ deadline: Date.now() + deadlines.endorse }),
    submitOptions: () => ({ deadline: Date.now() + deadlines.submit }),
    commitStatusOptions: () => ({ deadline: Date.now() + deadlines.commitStatus }),
  });
}
