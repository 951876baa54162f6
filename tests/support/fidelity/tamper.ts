import type { Proposal, Transaction } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { signAs } from '#ledger/fabric-wire/identity.ts';
import type { FidelityClient } from './client.ts';

/** Changes to messages that the client library itself would never send. */

export interface ProposalParts {
  readonly channelHeader: common.ChannelHeader;
  readonly signatureHeader: common.SignatureHeader;
}

/** The proposal with its header changed, signed anew by the client. */
export function withHeader(
  client: FidelityClient,
  proposal: Proposal,
  change: (parts: ProposalParts) => void,
): Proposal {
  const proposed = messages.ProposedTransaction.deserializeBinary(proposal.getBytes());
  const inner = peer.Proposal.deserializeBinary(proposed.getProposal()!.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(inner.getHeader_asU8());
  const parts = {
    channelHeader: common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()),
    signatureHeader: common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()),
  };
  change(parts);
  header.setChannelHeader(parts.channelHeader.serializeBinary());
  header.setSignatureHeader(parts.signatureHeader.serializeBinary());
  inner.setHeader(header.serializeBinary());
  const bytes = inner.serializeBinary();
  proposed.getProposal()!.setProposalBytes(bytes);
  return client.gateway.newSignedProposal(proposed.serializeBinary(), signAs(client.identity, bytes));
}

/** The proposal as it is, with another signature. */
export function withSignature(client: FidelityClient, proposal: Proposal, signature: Uint8Array): Proposal {
  return client.gateway.newSignedProposal(proposal.getBytes(), signature);
}

export function signedBytesOf(proposal: Proposal): Uint8Array {
  const proposed = messages.ProposedTransaction.deserializeBinary(proposal.getBytes());
  return proposed.getProposal()!.getProposalBytes_asU8();
}

export interface TransactionParts {
  readonly payload: common.Payload;
  readonly channelHeader: common.ChannelHeader;
  readonly actionPayload: peer.ChaincodeActionPayload;
  readonly responsePayload: peer.ProposalResponsePayload;
  readonly action: peer.ChaincodeAction;
  endorsements: peer.Endorsement[];
}

/** The endorsed transaction with something in it changed, signed by the client. */
export function withTransaction(
  client: FidelityClient,
  transaction: Transaction,
  change: (parts: TransactionParts) => void,
): Transaction {
  const prepared = messages.PreparedTransaction.deserializeBinary(transaction.getBytes());
  const payload = common.Payload.deserializeBinary(prepared.getEnvelope()!.getPayload_asU8());
  const inner = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [action] = inner.getActionsList();
  const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8());
  const endorsed = actionPayload.getAction()!;
  const responsePayload = peer.ProposalResponsePayload.deserializeBinary(
    endorsed.getProposalResponsePayload_asU8(),
  );
  const parts: TransactionParts = {
    payload,
    channelHeader: common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8()),
    actionPayload,
    responsePayload,
    action: peer.ChaincodeAction.deserializeBinary(responsePayload.getExtension_asU8()),
    endorsements: endorsed.getEndorsementsList(),
  };
  change(parts);
  responsePayload.setExtension$(parts.action.serializeBinary());
  endorsed.setProposalResponsePayload(responsePayload.serializeBinary());
  endorsed.setEndorsementsList(parts.endorsements);
  action!.setPayload(actionPayload.serializeBinary());
  payload.setData(inner.serializeBinary());
  payload.getHeader()!.setChannelHeader(parts.channelHeader.serializeBinary());
  return signedWith(client, prepared, payload.serializeBinary());
}

/** The transaction as it is, with another signature. */
export function withTransactionSignature(
  client: FidelityClient,
  transaction: Transaction,
  signature: Uint8Array,
): Transaction {
  return client.gateway.newSignedTransaction(transaction.getBytes(), signature);
}

/** What the client signs to submit a transaction. */
export function payloadOf(transaction: Transaction): Uint8Array {
  const prepared = messages.PreparedTransaction.deserializeBinary(transaction.getBytes());
  return prepared.getEnvelope()!.getPayload_asU8();
}

function signedWith(
  client: FidelityClient,
  prepared: messages.PreparedTransaction,
  payload: Uint8Array,
): Transaction {
  prepared.getEnvelope()!.setPayload(payload);
  return client.gateway.newSignedTransaction(prepared.serializeBinary(), signAs(client.identity, payload));
}
