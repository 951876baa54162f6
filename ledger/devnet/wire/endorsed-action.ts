import { common, peer } from '@hyperledger/fabric-protos';
import type { Proposal } from './proposal.ts';

/** What a chaincode call came to. */
export interface ChaincodeResult {
  readonly chaincode: { readonly name: string; readonly version: string };
  readonly status: number;
  readonly message: string;
  readonly payload: Uint8Array;
  /** Encoded read-write set; empty for a call that runs on no state. */
  readonly readWrites: Uint8Array;
  readonly event: { readonly name: string; readonly payload: Uint8Array } | undefined;
}

export function responseMessage({ status, message, payload }: ChaincodeResult): peer.Response {
  const response = new peer.Response();
  response.setStatus(status);
  response.setMessage(message);
  response.setPayload(payload);
  return response;
}

/** The bytes that endorsers sign: they must be the same at every organisation. */
export function proposalResponsePayload(proposal: Proposal, result: ChaincodeResult): Uint8Array {
  const action = new peer.ChaincodeAction();
  action.setResults(result.readWrites);
  action.setEvents(eventBytes(proposal, result));
  action.setResponse(responseMessage(result));
  const id = new peer.ChaincodeID();
  id.setName(result.chaincode.name);
  id.setVersion(result.chaincode.version);
  action.setChaincodeId(id);
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposal.hash);
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

function eventBytes(proposal: Proposal, { event, chaincode }: ChaincodeResult): Uint8Array {
  if (!event) return new Uint8Array();
  const message = new peer.ChaincodeEvent();
  message.setChaincodeId(chaincode.name);
  message.setTxId(proposal.transactionId);
  message.setEventName(event.name);
  message.setPayload(event.payload);
  return message.serializeBinary();
}

/** The transaction that the client signs: the proposal's own header, and what the organisations endorsed. */
export function prepareTransaction(
  proposal: Proposal,
  responsePayload: Uint8Array,
  endorsements: peer.Endorsement[],
): common.Envelope {
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(responsePayload);
  endorsed.setEndorsementsList(endorsements);
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setChaincodeProposalPayload(proposal.publicPayload);
  actionPayload.setAction(endorsed);

  const action = new peer.TransactionAction();
  action.setHeader(proposal.header.getSignatureHeader_asU8());
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);

  const payload = new common.Payload();
  payload.setHeader(proposal.header);
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}
