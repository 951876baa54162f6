import { status } from '@grpc/grpc-js';
import type { peer as messages } from '@hyperledger/fabric-protos';
import type { EndorserAnswer } from '../endorser.ts';
import { refusedConnection } from '../ordering.ts';
import type { OrganisationNode } from '../organisation-node.ts';
import type { Detail } from './refused.ts';

/** What a gateway makes of a peer's answer: the response, or why there is none and whether another peer may be asked. */
export type Attempt =
  | { readonly ok: true; readonly response: messages.ProposalResponse }
  | { readonly ok: false; readonly code: status; readonly detail: Detail; readonly tryAnother: boolean };

/** A peer as a gateway sees it: its own one, which it calls directly, or another organisation's over the network. */
export class EndorsingPeer {
  readonly mspId: string;
  readonly #node: OrganisationNode;
  readonly #isOwn: boolean;

  constructor(node: OrganisationNode, isOwn: boolean) {
    this.mspId = node.mspId;
    this.#node = node;
    this.#isOwn = isOwn;
  }

  async ask(proposal: messages.SignedProposal): Promise<Attempt> {
    const { presence, address, endorser } = this.#node;
    if (presence !== 'up') return this.#failed(status.UNAVAILABLE, refusedConnection(address), true);
    return this.#judge(await endorser.process(proposal));
  }

  detail(message: string): Detail {
    return { address: this.#node.address, mspId: this.mspId, message };
  }

  #judge(answer: EndorserAnswer): Attempt {
    if (answer.kind === 'answered') return this.#judgeResponse(answer.response);
    // Of a refusal only the text crosses the network, so the gateway takes it for a peer that is not there.
    if (!this.#isOwn)
      return this.#failed(status.UNAVAILABLE, `rpc error: code = Unknown desc = ${answer.message}`, true);
    return answer.by === 'filter'
      ? this.#failed(status.UNAVAILABLE, answer.message, true)
      : this.#failed(status.FAILED_PRECONDITION, answer.message, false);
  }

  #judgeResponse(response: messages.ProposalResponse): Attempt {
    const { status: code, message } = response.getResponse()!.toObject();
    if (code >= 200 && code < 400) return { ok: true, response };
    // Without payload it is the peer that speaks, not the chaincode.
    if (response.getPayload_asU8().length === 0 && code === 500)
      return this.#failed(status.ABORTED, message, true);
    return this.#failed(status.UNKNOWN, `chaincode response ${code}, ${message}`, false);
  }

  #failed(code: status, message: string, tryAnother: boolean): Attempt {
    return { ok: false, code, detail: this.detail(message), tryAnother };
  }
}
