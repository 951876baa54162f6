import { createHash, randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import { headerBytes } from './header.ts';
import { creatorOf, type SigningIdentity, signAs } from './identity.ts';

export interface ChaincodeCall {
  /** Empty for what concerns a peer rather than a channel. */
  readonly channel: string;
  readonly chaincode: string;
  /** First the function's name, then its arguments. */
  readonly arguments: readonly Uint8Array[];
  /** `CONFIG` for what changes a peer's channels, otherwise an ordinary transaction. */
  readonly type: 'CONFIG' | 'ENDORSER_TRANSACTION';
}

/** A proposal to run a chaincode's function. Fabric's transaction id is the SHA-256 of nonce and creator. */
export function signedProposal(call: ChaincodeCall, signer: SigningIdentity, now: Date): peer.SignedProposal {
  const nonce = randomBytes(24);
  const creator = creatorOf(signer);
  const parts = headerBytes({
    type: common.HeaderType[call.type],
    version: 0,
    channel: call.channel,
    createdAt: now,
    transactionId: createHash('sha256').update(nonce).update(creator).digest('hex'),
    creator,
    nonce,
    extension: headerExtension(call.chaincode),
  });
  const header = new common.Header();
  header.setChannelHeader(parts.channelHeader);
  header.setSignatureHeader(parts.signatureHeader);

  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(invocation(call));
  const bytes = proposal.serializeBinary();
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(bytes);
  signed.setSignature(signAs(signer, bytes));
  return signed;
}

function headerExtension(chaincode: string): Uint8Array {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(chaincode));
  return extension.serializeBinary();
}

function invocation(call: ChaincodeCall): Uint8Array {
  const input = new peer.ChaincodeInput();
  input.setArgsList([...call.arguments]);
  const specification = new peer.ChaincodeSpec();
  specification.setType(peer.ChaincodeSpec.Type.GOLANG);
  specification.setChaincodeId(chaincodeId(call.chaincode));
  specification.setInput(input);
  const invocationSpecification = new peer.ChaincodeInvocationSpec();
  invocationSpecification.setChaincodeSpec(specification);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocationSpecification.serializeBinary());
  return payload.serializeBinary();
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  return id;
}
