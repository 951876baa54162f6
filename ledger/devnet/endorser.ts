import { common, peer as messages } from '@hyperledger/fabric-protos';
import { expiryOf } from '#ledger/blocks/members.ts';
import { transactionIdOf } from '#ledger/blocks/transaction.ts';
import type { Contract } from '#ledger/chaincode/contract.ts';
import { ChaincodeRunner, ChaincodeUnavailable } from './chaincode-runner.ts';
import { channelName } from './channel.ts';
import type { Faults } from './faults.ts';
import type { Peer } from './peer.ts';
import { type ChaincodeResult, proposalResponsePayload, responseMessage } from './wire/endorsed-action.ts';
import { type Proposal, readProposal } from './wire/proposal.ts';

/**
 * What a peer answers to a proposal. `refused` is for the proposal itself: by a filter in front of the endorser, which
 * leaves no response, or by the endorser. An answer may still say that the chaincode failed.
 */
export type EndorserAnswer =
  | { readonly kind: 'answered'; readonly response: messages.ProposalResponse }
  | { readonly kind: 'refused'; readonly by: 'filter' | 'endorser'; readonly message: string };

const timeWindowMs = 15 * 60_000;
const clientError = 400;

export interface EndorserParts {
  readonly peer: Peer;
  readonly contract: Contract;
  readonly clock: () => Date;
  readonly faults: Faults;
}

/** Fabric's Endorser service of one peer. */
export class Endorser {
  readonly #peer: Peer;
  readonly #clock: () => Date;
  readonly #chaincodes: ChaincodeRunner;

  constructor({ peer, contract, clock, faults }: EndorserParts) {
    this.#peer = peer;
    this.#clock = clock;
    this.#chaincodes = new ChaincodeRunner(peer, contract, faults);
  }

  get mspId(): string {
    return this.#peer.mspId;
  }

  async process(signed: messages.SignedProposal): Promise<EndorserAnswer> {
    let proposal: Proposal;
    try {
      proposal = readProposal(signed);
    } catch (error) {
      return { kind: 'refused', by: 'endorser', message: (error as Error).message };
    }
    const filtered = this.#filter(proposal);
    if (filtered) return { kind: 'refused', by: 'filter', message: filtered };
    if (proposal.channel !== channelName)
      return { kind: 'answered', response: failure(`channel '${proposal.channel}' not found`) };
    const refusal = this.#refusal(proposal);
    if (refusal) return { kind: 'refused', by: 'endorser', message: refusal };
    return { kind: 'answered', response: await this.#answer(proposal) };
  }

  async #answer(proposal: Proposal): Promise<messages.ProposalResponse> {
    try {
      return this.#endorse(proposal, await this.#chaincodes.run(proposal));
    } catch (error) {
      if (!(error instanceof ChaincodeUnavailable)) throw error;
      return failure(error.message);
    }
  }

  #filter({ creator, channelHeader }: Proposal): string | undefined {
    const now = this.#clock();
    const expiry = expiryOf(creator);
    if (expiry && now > expiry) return 'proposal client identity expired';
    const proposedAt = channelHeader.getTimestamp()?.toDate() ?? new Date(0);
    if (Math.abs(now.getTime() - proposedAt.getTime()) <= timeWindowMs) return undefined;
    const seconds = (instant: Date) => instant.toISOString().replace(/\.\d+Z$/, 'Z');
    return `request unauthorized due to incorrect timestamp ${seconds(proposedAt)}, peer time ${seconds(now)}, peer.authentication.timewindow 15m0s`;
  }

  /** In the order in which Fabric checks. */
  #refusal(proposal: Proposal): string | undefined {
    const malformed = malformation(proposal) ?? this.#denial(proposal);
    if (malformed) return `error validating proposal: ${malformed}`;
    if (!this.#peer.placeOf(proposal.transactionId)) return undefined;
    const creator = Buffer.from(proposal.creator).toString('hex');
    return `duplicate transaction found [${proposal.transactionId}]. Creator [${creator}]`;
  }

  #denial({ creator, channel, signedBytes, signature }: Proposal): string | undefined {
    const member = this.#peer.members.identify(creator);
    const denied = `access denied: channel [${channel}] creator org`;
    if (!member) return `${denied} unknown, creator is malformed`;
    if (!member.isValid || !member.hasSigned(signedBytes, signature)) return `${denied} [${member.mspId}]`;
    return undefined;
  }

  #endorse(proposal: Proposal, result: ChaincodeResult): messages.ProposalResponse {
    const payload = proposalResponsePayload(proposal, result);
    const response = new messages.ProposalResponse();
    response.setResponse(responseMessage(result));
    response.setPayload(payload);
    if (result.status >= clientError) return response;
    const { identity } = this.#peer;
    const endorsement = new messages.Endorsement();
    endorsement.setEndorser(identity.creator);
    endorsement.setSignature(identity.sign(Buffer.concat([payload, identity.creator])));
    response.setVersion(1);
    response.setEndorsement(endorsement);
    return response;
  }
}

/** What the peer says when there is nothing for the chaincode to say. */
function failure(message: string): messages.ProposalResponse {
  const said = new messages.Response();
  said.setStatus(500);
  said.setMessage(message);
  const response = new messages.ProposalResponse();
  response.setResponse(said);
  return response;
}

/** What is wrong with a proposal's header, whoever made it. */
function malformation({ channelHeader, creator, nonce, transactionId }: Proposal): string | undefined {
  const type = channelHeader.getType();
  if (type !== common.HeaderType.ENDORSER_TRANSACTION && type !== common.HeaderType.CONFIG)
    return `invalid header type ${headerTypeName(type)}`;
  if (channelHeader.getEpoch() !== 0) return 'epoch is non-zero';
  if (nonce.length === 0) return 'nonce is empty';
  if (creator.length === 0) return 'creator is empty';
  const expected = transactionIdOf(nonce, creator);
  if (transactionId !== expected)
    return `incorrectly computed txid '${transactionId}' -- expected '${expected}'`;
  return undefined;
}

function headerTypeName(type: number): string {
  return Object.entries(common.HeaderType).find(([, value]) => value === type)?.[0] ?? String(type);
}
