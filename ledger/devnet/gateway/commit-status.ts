import { status } from '@grpc/grpc-js';
import { gateway, type peer as messages } from '@hyperledger/fabric-protos';
import type { Peer } from '../peer.ts';
import type { NetworkView } from './network-view.ts';
import { Refused } from './refused.ts';
import { requireReader } from './require-reader.ts';

type ResultCode = messages.TxValidationCodeMap[keyof messages.TxValidationCodeMap];

/**
 * What became of a transaction, as the gateway's own peer has it. Waits for one that is not committed yet, until the client
 * gives up.
 */
export async function commitStatus(
  view: NetworkView,
  signed: gateway.SignedCommitStatusRequest,
  abandoned: AbortSignal,
): Promise<gateway.CommitStatusResponse> {
  const bytes = signed.getRequest_asU8();
  if (bytes.length === 0) throw new Refused(status.INVALID_ARGUMENT, 'a commit status request is required');
  const request = gateway.CommitStatusRequest.deserializeBinary(bytes);
  if (request.getIdentity_asU8().length === 0)
    throw new Refused(status.INVALID_ARGUMENT, 'no identity provided');
  if (request.getChannelId() === '') throw new Refused(status.INVALID_ARGUMENT, 'no channel ID provided');
  if (request.getTransactionId() === '')
    throw new Refused(status.INVALID_ARGUMENT, 'transaction ID should not be empty');
  requireReader(view.own.members, {
    channel: request.getChannelId(),
    bytes,
    identity: request.getIdentity_asU8(),
    signature: signed.getSignature_asU8(),
  });
  await committed(view.own, request.getTransactionId(), abandoned);
  const place = view.own.placeOf(request.getTransactionId());
  if (!place) throw new Refused(status.CANCELLED, 'context canceled');
  const response = new gateway.CommitStatusResponse();
  response.setResult(place.code as ResultCode);
  response.setBlockNumber(place.block);
  return response;
}

/** Resolves when the peer has the transaction, or nobody waits for it any more. */
function committed(peer: Peer, transactionId: string, abandoned: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (peer.placeOf(transactionId) || abandoned.aborted) return Promise.resolve();
  const listening = peer.onCommit(() => {
    if (peer.placeOf(transactionId)) resolve();
  });
  abandoned.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => listening[Symbol.dispose]());
}
