import { type Client, credentials } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '#ledger/fabric-wire/identity.ts';
import { type ChaincodeCall, signedProposal } from '#ledger/fabric-wire/signed-proposal.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A peer answered a proposal about itself with a refusal. */
export class PeerRefused extends Error {
  override readonly name = 'PeerRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const deadlineMs = 15_000;

/** Administers one peer as one identity. Dispose it to close its connection. */
export class PeerEndorser implements Disposable {
  readonly #client: peer.EndorserClient & Client;
  readonly #signer: SigningIdentity;

  constructor(address: Address, tlsRootPem: string, signer: SigningIdentity) {
    const secure = credentials.createSsl(Buffer.from(tlsRootPem));
    this.#client = new peer.EndorserClient(`${address.host}:${address.port}`, secure, {
      'grpc.max_send_message_length': -1,
    });
    this.#signer = signer;
  }

  /**
   * Runs a system chaincode's function and returns its result.
   * @throws PeerRefused, or a gRPC error when the peer did not answer
   */
  async call(call: Omit<ChaincodeCall, 'channel'>): Promise<Uint8Array> {
    const response = await this.#process(signedProposal({ channel: '', ...call }, this.#signer, new Date()));
    const result = response.getResponse();
    const status = result?.getStatus() ?? 0;
    if (status !== 200) throw new PeerRefused(status, result?.getMessage() ?? 'no response');
    return result!.getPayload_asU8();
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }

  #process(proposal: peer.SignedProposal): Promise<peer.ProposalResponse> {
    const deadline = Date.now() + deadlineMs;
    return new Promise((settle, fail) => {
      this.#client.processProposal(proposal, { deadline }, (error, response) =>
        error ? fail(error) : settle(response!),
      );
    });
  }
}
