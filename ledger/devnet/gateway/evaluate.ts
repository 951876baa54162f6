import { status } from '@grpc/grpc-js';
import { gateway, type peer as messages } from '@hyperledger/fabric-protos';
import { channelName } from '../channel.ts';
import { type Proposal, readProposal } from '../wire/proposal.ts';
import type { NetworkView } from './network-view.ts';
import { type Detail, Refused } from './refused.ts';

/** Asks one peer, the gateway's own if it may, and the next one where that cannot answer. */
export async function evaluate(
  view: NetworkView,
  request: gateway.EvaluateRequest,
): Promise<gateway.EvaluateResponse> {
  const signed = request.getProposedTransaction();
  const { channel, chaincode } = read(signed);
  if (channel !== channelName) throw unknownChannel(status.UNAVAILABLE, channel);
  const named = request.getTargetOrganizationsList();
  const peers = view
    .peersWith(channel, chaincode)
    .filter(({ mspId }) => named.length === 0 || named.includes(mspId));
  if (peers.length === 0) {
    const message = `no peers available to evaluate chaincode ${chaincode} in channel ${channel}`;
    throw new Refused(status.FAILED_PRECONDITION, message);
  }
  const details: Detail[] = [];
  let code = status.UNAVAILABLE;
  for (const peer of peers) {
    const attempt = await peer.ask(signed!);
    if (attempt.ok) return evaluated(attempt.response);
    details.push(attempt.detail);
    code = attempt.code;
    const { message } = attempt.detail;
    if (!attempt.tryAnother)
      throw new Refused(code, `evaluate call to endorser returned error: ${message}`, details);
  }
  const message = 'failed to evaluate transaction, see attached details for more info';
  throw new Refused(code, message, details);
}

export function unknownChannel(code: status, channel: string): Refused {
  return new Refused(
    code,
    `failed to get config for channel [${channel}]: could not get last config for channel ${channel}`,
  );
}

function read(signed: messages.SignedProposal | undefined): Proposal {
  try {
    if (!signed || signed.getProposalBytes_asU8().length === 0)
      throw new Error('a signed proposal is required');
    return readProposal(signed);
  } catch (error) {
    const reason = (error as Error).message;
    throw new Refused(status.INVALID_ARGUMENT, `failed to unpack transaction proposal: ${reason}`);
  }
}

function evaluated(response: messages.ProposalResponse): gateway.EvaluateResponse {
  const result = new gateway.EvaluateResponse();
  result.setResult(response.getResponse());
  return result;
}
