import { createPrivateKey } from 'node:crypto';
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
export const deadlines = { evaluate: 5_000, endorse: 15_000, submit: 15_000, commitStatus: 10_000 } as const;

/** A peer through which the network is reached. */
interface Connection {
  readonly client: Client;
  readonly gateway: Gateway;
}

/** One connection for each peer of the profile; the client's own organisation's is used first. */
export class Connections implements Disposable {
  readonly signer: SigningIdentity;
  readonly #profile: ConnectionProfile;
  readonly #connections: readonly Connection[];
  #inUse = 0;

  constructor(profile: ConnectionProfile) {
    this.#profile = profile;
    this.signer = readClient(profile.client);
    this.#connections = profile.peers.map((peer) => connection(peer, this.signer));
  }

  get gateway(): Gateway {
    return this.#connections[this.#inUse]!.gateway;
  }

  get contract(): Contract {
    return this.gateway.getNetwork(this.#profile.channel).getContract(this.#profile.chaincode);
  }

  /** After a call found nobody: the next one goes through the next peer. */
  useNext(): void {
    this.#inUse = (this.#inUse + 1) % this.#connections.length;
  }

  [Symbol.dispose](): void {
    for (const { client, gateway } of this.#connections) {
      gateway.close();
      client.close();
    }
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

function connection(peer: PeerEndpoint, signer: SigningIdentity): Connection {
  const secure = credentials.createSsl(readFileSync(peer.tlsRootPath));
  const client = new Client(`${peer.host}:${peer.port}`, secure, {
    // A peer that comes back is found again within seconds, not the two minutes that gRPC may wait.
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2_000,
    // Fabric's peers end connections that are asked more often.
    'grpc.keepalive_time_ms': 120_000,
  });
  const gateway = connect({
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
  return { client, gateway };
}
