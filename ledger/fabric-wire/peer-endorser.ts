import { type Client, credentials } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from './identity.ts';
import { type ChaincodeCall, signedProposal } from './signed-proposal.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A peer answered a proposal with a refusal. */
export class PeerRefused extends Error {
  override readonly name = 'PeerRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What was asked, and what the peer answered. */
export interface PeerAnswer {
  readonly proposal: peer.Proposal;
  readonly response: peer.ProposalResponse;
}

/** A call on a channel, or about the peer itself. */
export type PeerCall = Omit<ChaincodeCall, 'channel'> & Partial<Pick<ChaincodeCall, 'channel'>>;

const deadlineMs = 15_000;
/** In bytes: Fabric's nodes send each other no more than 100 MB. */
export const largestAnswer = 128 * 2 ** 20;

/** Asks one peer, without a gateway that could ask another one, as one identity. Dispose it to close its connection. */
export class PeerEndorser implements Disposable {
  readonly #client: peer.EndorserClient & Client;
  readonly #signer: SigningIdentity;

  /** @param atMost bytes of an answer; a longer one is refused with RESOURCE_EXHAUSTED before it is taken in */
  constructor(address: Address, tlsRootPem: string, signer: SigningIdentity, atMost = largestAnswer) {
    const secure = credentials.createSsl(Buffer.from(tlsRootPem));
    this.#client = new peer.EndorserClient(`${address.host}:${address.port}`, secure, {
      'grpc.max_send_message_length': -1,
      'grpc.max_receive_message_length': atMost,
    });
    this.#signer = signer;
  }

  /**
   * Runs a function on the peer alone and returns its result.
   * @throws PeerRefused, or a gRPC error when the peer did not answer
   */
  async call(call: PeerCall): Promise<Uint8Array> {
    const { response } = await this.ask(call);
    return response.getResponse()!.getPayload_asU8();
  }

  /** The same with all that the peer says, for who wants to check it. */
  async ask(call: PeerCall): Promise<PeerAnswer> {
    const signed = signedProposal({ channel: '', ...call }, this.#signer, new Date());
    const response = await this.#process(signed);
    const result = response.getResponse();
    const status = result?.getStatus() ?? 0;
    if (status !== 200) throw new PeerRefused(status, result?.getMessage() ?? 'no response');
    return { proposal: peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8()), response };
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
