import { common, peer } from '@hyperledger/fabric-protos';
import type { Members } from '#ledger/blocks/members.ts';
import { proposalHash } from '#ledger/blocks/transaction.ts';
import type { PeerAnswer } from '#ledger/fabric-wire/peer-endorser.ts';
import { equalBytes } from '../bytes.ts';

/**
 * The result of a call, out of what the peer signed: it must be the answer to this question, by a peer of this
 * organisation, so that whoever stands in between cannot answer in its place.
 *
 * @throws Error saying what does not hold
 */
export function signedResult(
  { proposal, response }: PeerAnswer,
  mspId: string,
  members: Members,
): Uint8Array {
  const payload = response.getPayload_asU8();
  const endorser = response.getEndorsement()?.getEndorser_asU8() ?? new Uint8Array();
  const member = members.identify(endorser);
  const signature = response.getEndorsement()?.getSignature_asU8() ?? new Uint8Array();
  if (
    member?.mspId !== mspId ||
    member.role !== 'peer' ||
    !member.hasSigned(Buffer.concat([payload, endorser]), signature)
  )
    throw new Error(`the answer is not signed by a peer of ${mspId}`);
  const answer = peer.ProposalResponsePayload.deserializeBinary(payload);
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const question = proposalHash(
    header.getChannelHeader_asU8(),
    header.getSignatureHeader_asU8(),
    proposal.getPayload_asU8(),
  );
  if (!equalBytes(question, answer.getProposalHash_asU8())) throw new Error('the answer to another question');
  const action = peer.ChaincodeAction.deserializeBinary(answer.getExtension_asU8());
  return action.getResponse()?.getPayload_asU8() ?? new Uint8Array();
}
