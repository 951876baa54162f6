import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import type { SigningIdentity } from '#ledger/fabric-wire/identity.ts';
import { signAs } from '#ledger/fabric-wire/identity.ts';
import type { Address } from '#ledger/fabric-wire/peer-endorser.ts';

/** A gateway client through one organisation's peer. Dispose it to close its connection. */
export class OrganisationGateway implements Disposable {
  readonly mspId: string;
  readonly network: Network;
  readonly #client: Client;
  readonly #gateway: Gateway;

  constructor(address: Address, tlsRootPem: string, signer: SigningIdentity, channel: string) {
    this.mspId = signer.mspId;
    this.#client = new Client(
      `${address.host}:${address.port}`,
      credentials.createSsl(Buffer.from(tlsRootPem)),
    );
    this.#gateway = connect({
      client: this.#client,
      identity: { mspId: signer.mspId, credentials: Buffer.from(signer.certificatePem) },
      // The message comes unhashed: signing hashes it.
      hash: hash.none,
      signer: async (message) => signAs(signer, message),
      evaluateOptions: () => ({ deadline: Date.now() + 5_000 }),
      endorseOptions: () => ({ deadline: Date.now() + 15_000 }),
      submitOptions: () => ({ deadline: Date.now() + 15_000 }),
      commitStatusOptions: () => ({ deadline: Date.now() + 10_000 }),
    });
    this.network = this.#gateway.getNetwork(channel);
  }

  [Symbol.dispose](): void {
    this.#gateway.close();
    this.#client.close();
  }
}
