import { common, gateway, msp, peer } from '@hyperledger/fabric-protos';
import { type Attestation, requireAttestations, serializedIdentity } from '../attestation/attestations.ts';
import { fromPem } from '../attestation/certificate.ts';
import { type Exchange, type Question, readExchange } from '../attestation/exchange.ts';
import type { Evidence } from '../attestation/fabric-witness.ts';
import type { TrustedLedger } from '../attestation/trusted-ledger.ts';
import { equalBytes } from '../bytes.ts';

/** What a peer handed out as endorsed is not what was proposed, or not endorsed by whom it must be. */
export class NotEndorsed extends Error {
  override readonly name = 'NotEndorsed';
}

/**
 * Checks what came back from a peer before anything of it is signed: the client library checks nothing. It must be this
 * very proposal, answered and signed by peers of as many organisations as the ledger takes.
 *
 * @param proposed the bytes of the gateway client's proposal
 * @param prepared the bytes of its endorsed transaction
 * @throws NotEndorsed
 */
export function requireEndorsed(proposed: Uint8Array, prepared: Uint8Array, ledger: TrustedLedger): Exchange {
  const { question, answer, attestations } = evidenceOf(proposed, prepared);
  return orNotEndorsed(() => {
    const exchange = readExchange(question, answer);
    if (exchange.channel !== ledger.channel || exchange.chaincode !== ledger.chaincode)
      throw new Error('another channel or chaincode');
    requireAttestations(answer, attestations, ledger, exchange.askedAt);
    return exchange;
  });
}

/** Question, answer and signatures, out of the envelope in which a gateway puts them. @throws NotEndorsed */
export function evidenceOf(proposed: Uint8Array, prepared: Uint8Array): Evidence {
  return orNotEndorsed(() => {
    const evidence = unpack(prepared);
    requireProposed(proposed, evidence.question);
    return evidence;
  });
}

/** The result, unless getting it fails. @throws NotEndorsed */
export function orNotEndorsed<Result>(get: () => Result): Result {
  try {
    return get();
  } catch (cause) {
    throw new NotEndorsed(`what the peers answered does not hold: ${(cause as Error).message}`, { cause });
  }
}

function requireProposed(proposed: Uint8Array, question: Question): void {
  const signed = gateway.ProposedTransaction.deserializeBinary(proposed).getProposal();
  const proposal = peer.Proposal.deserializeBinary(signed!.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const same =
    equalBytes(header.getChannelHeader_asU8(), question.channelHeader) &&
    equalBytes(header.getSignatureHeader_asU8(), question.signatureHeader) &&
    equalBytes(proposal.getPayload_asU8(), question.call);
  if (!same) throw new Error('another proposal than the one that was made');
}

function unpack(prepared: Uint8Array): Evidence {
  const envelope = gateway.PreparedTransaction.deserializeBinary(prepared).getEnvelope();
  const payload = common.Payload.deserializeBinary(envelope!.getPayload_asU8());
  const header = payload.getHeader()!;
  const actions = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  if (actions.length !== 1) throw new Error('not exactly one action');
  const content = peer.ChaincodeActionPayload.deserializeBinary(actions[0]!.getPayload_asU8());
  const action = content.getAction()!;
  const attestations = action.getEndorsementsList().map(attestationOf);
  return {
    question: {
      channelHeader: header.getChannelHeader_asU8(),
      signatureHeader: header.getSignatureHeader_asU8(),
      call: content.getChaincodeProposalPayload_asU8(),
    },
    answer: action.getProposalResponsePayload_asU8(),
    attestations: attestations.sort((a, b) => (a.organisation < b.organisation ? -1 : 1)),
  };
}

function attestationOf(endorsement: peer.Endorsement): Attestation {
  const endorser = endorsement.getEndorser_asU8();
  const identity = msp.SerializedIdentity.deserializeBinary(endorser);
  const certificate = fromPem(Buffer.from(identity.getIdBytes_asU8()).toString());
  const signer = { organisation: identity.getMspid(), certificate };
  if (!equalBytes(serializedIdentity(signer), endorser)) throw new Error('an identity in another spelling');
  return { ...signer, signature: endorsement.getSignature_asU8() };
}
