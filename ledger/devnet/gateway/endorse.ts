import { status } from '@grpc/grpc-js';
import { gateway, type peer as messages } from '@hyperledger/fabric-protos';
import { prepareTransaction } from '../wire/endorsed-action.ts';
import { type Proposal, readProposal } from '../wire/proposal.ts';
import type { EndorsingPeer } from './endorsing-peer.ts';
import type { NetworkView } from './network-view.ts';
import { type Detail, Refused } from './refused.ts';

/** Collects the endorsements that a transaction needs and puts them together for the client to sign. */
export async function endorse(
  view: NetworkView,
  request: gateway.EndorseRequest,
): Promise<gateway.EndorseResponse> {
  const signed = request.getProposedTransaction();
  if (!signed || signed.getProposalBytes_asU8().length === 0)
    throw new Refused(status.INVALID_ARGUMENT, 'the proposed transaction must contain a signed proposal');
  const proposal = read(signed);
  const named = request.getEndorsingOrganizationsList();
  const responses =
    named.length > 0
      ? await askNamed(view, proposal, signed, named)
      : await askAsNeeded(view, proposal, signed);
  const response = new gateway.EndorseResponse();
  const endorsements = responses.map((each) => each.getEndorsement()!);
  const payload = responses[0]!.getPayload_asU8();
  response.setPreparedTransaction(prepareTransaction(proposal, payload, endorsements));
  return response;
}

function read(signed: messages.SignedProposal): Proposal {
  try {
    return readProposal(signed);
  } catch (error) {
    throw new Refused(status.INVALID_ARGUMENT, (error as Error).message);
  }
}

/** The client says who is to endorse and answers for its being enough. */
async function askNamed(
  view: NetworkView,
  { channel, chaincode }: Proposal,
  signed: messages.SignedProposal,
  named: readonly string[],
): Promise<messages.ProposalResponse[]> {
  const available = view.peersWith(channel, chaincode);
  const missing = named.filter((mspId) => !available.some((peer) => peer.mspId === mspId));
  if (missing.length > 0) {
    const list = missing.join(', ');
    throw new Refused(status.UNAVAILABLE, `failed to find any endorsing peers for org(s): ${list}`);
  }
  return collect(
    available.filter((peer) => named.includes(peer.mspId)),
    signed,
  );
}

/** The gateway's own peer is asked first; only when it endorses, the other organisation's. */
async function askAsNeeded(
  view: NetworkView,
  { channel, chaincode }: Proposal,
  signed: messages.SignedProposal,
): Promise<messages.ProposalResponse[]> {
  const [own, ...others] = view.peersWith(channel, chaincode);
  const undefinedHere = unsatisfiable(
    `No metadata was found for chaincode ${chaincode} in channel ${channel}`,
  );
  if (!own) throw undefinedHere;
  const first = await own.ask(signed);
  if (!first.ok) {
    const message = 'failed to endorse transaction, see attached details for more info';
    throw new Refused(status.ABORTED, message, [first.detail]);
  }
  if (!view.isDefined(channel, chaincode)) throw undefinedHere;
  if (!view.canBeEndorsed) throw unsatisfiable('no peer combination can satisfy the endorsement policy');
  return [first.response, ...(await collect(others, signed, first.response))];
}

function unsatisfiable(why: string): Refused {
  const message = `no combination of peers can be derived which satisfy the endorsement policy: ${why}`;
  return new Refused(status.FAILED_PRECONDITION, message);
}

/**
 * Asks peers at the same time. All must endorse, and endorse the same.
 * @param first an answer had before, which the others must equal
 */
async function collect(
  peers: readonly EndorsingPeer[],
  signed: messages.SignedProposal,
  first?: messages.ProposalResponse,
): Promise<messages.ProposalResponse[]> {
  let expected = first?.getPayload_asU8();
  const failures: Detail[] = [];
  const responses: messages.ProposalResponse[] = [];
  await Promise.all(
    peers.map(async (peer) => {
      const attempt = await peer.ask(signed);
      if (!attempt.ok) return void failures.push(attempt.detail);
      expected ??= attempt.response.getPayload_asU8();
      if (Buffer.compare(expected, attempt.response.getPayload_asU8()) === 0)
        responses.push(attempt.response);
      else failures.push(peer.detail('ProposalResponsePayloads do not match'));
    }),
  );
  if (failures.length === 0) return responses;
  const message = 'failed to collect enough transaction endorsements, see attached details for more info';
  throw new Refused(status.ABORTED, message, failures);
}
