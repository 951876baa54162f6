import { status } from '@grpc/grpc-js';
import { gateway } from '@hyperledger/fabric-protos';
import { channelName } from '../channel.ts';
import { unknownChannel } from './evaluate.ts';
import type { NetworkView } from './network-view.ts';
import { Refused } from './refused.ts';

/** Hands a signed transaction to the orderer. That it was taken does not mean that it will be committed. */
export async function submit(
  view: NetworkView,
  request: gateway.SubmitRequest,
): Promise<gateway.SubmitResponse> {
  const envelope = request.getPreparedTransaction();
  if (!envelope) throw new Refused(status.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (envelope.getSignature_asU8().length === 0)
    throw new Refused(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
  if (request.getChannelId() !== channelName)
    throw unknownChannel(status.FAILED_PRECONDITION, request.getChannelId());
  view.ordering.broadcast(envelope);
  return new gateway.SubmitResponse();
}
