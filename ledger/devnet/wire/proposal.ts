import { common, peer } from '@hyperledger/fabric-protos';
import { proposalHash } from '#ledger/blocks/transaction.ts';

/** A client's proposal taken apart. Nothing of it is checked yet. */
export interface Proposal {
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly header: common.Header;
  readonly channelHeader: common.ChannelHeader;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  readonly channel: string;
  readonly transactionId: string;
  /** The chaincode that the header names: the one that an endorser runs. */
  readonly chaincode: string;
  /** First the function's name, then its arguments. */
  readonly arguments: readonly Uint8Array[];
  /** What goes into the transaction of the proposal's payload: all but the transient part. */
  readonly publicPayload: Uint8Array;
  /** SHA-256 over both halves of the header and the public payload. */
  readonly hash: Uint8Array;
}

/** @throws Error when the bytes are not a proposal */
export function readProposal(signed: peer.SignedProposal): Proposal {
  const signedBytes = signed.getProposalBytes_asU8();
  const proposal = peer.Proposal.deserializeBinary(signedBytes);
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const extension = peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8());
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  const input = invocation.getChaincodeSpec()?.getInput();
  const chaincode = extension.getChaincodeId()?.getName();
  if (!chaincode) throw new Error('ChaincodeHeaderExtension.ChaincodeId is nil');
  if (!input) throw new Error('chaincode input did not contain any input');
  const publicPayload = withoutTransient(payload);
  return {
    signedBytes,
    signature: signed.getSignature_asU8(),
    header,
    channelHeader,
    creator: signatureHeader.getCreator_asU8(),
    nonce: signatureHeader.getNonce_asU8(),
    channel: channelHeader.getChannelId(),
    transactionId: channelHeader.getTxId(),
    chaincode,
    arguments: input.getArgsList_asU8(),
    publicPayload,
    hash: proposalHash(header.getChannelHeader_asU8(), header.getSignatureHeader_asU8(), publicPayload),
  };
}

function withoutTransient(payload: peer.ChaincodeProposalPayload): Uint8Array {
  const publicPayload = new peer.ChaincodeProposalPayload();
  publicPayload.setInput(payload.getInput_asU8());
  return publicPayload.serializeBinary();
}
