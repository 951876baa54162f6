import { status } from '@grpc/grpc-js';
import { common, gateway, peer as messages } from '@hyperledger/fabric-protos';
import { envelopesOf, filterOf } from '#ledger/blocks/block.ts';
import { readEndorsedAction, readHeader } from '#ledger/blocks/transaction.ts';
import type { Peer } from '../peer.ts';
import type { NetworkView } from './network-view.ts';
import { Refused } from './refused.ts';
import { requireReader } from './require-reader.ts';

/** The events of a chaincode, a message for each block that has any, until the client gives up. */
export async function* chaincodeEvents(
  view: NetworkView,
  signed: gateway.SignedChaincodeEventsRequest,
  abandoned: AbortSignal,
): AsyncGenerator<gateway.ChaincodeEventsResponse> {
  const bytes = signed.getRequest_asU8();
  if (bytes.length === 0)
    throw new Refused(status.INVALID_ARGUMENT, 'a chaincode events request is required');
  const request = gateway.ChaincodeEventsRequest.deserializeBinary(bytes);
  requireReader(view.own.members, {
    channel: request.getChannelId(),
    bytes,
    identity: request.getIdentity_asU8(),
    signature: signed.getSignature_asU8(),
  });
  const isWanted = matcher(request);
  for await (const block of blocksFrom(view.own, startBlock(view.own, request), abandoned)) {
    const events = eventsOf(block).filter(isWanted);
    if (events.length === 0) continue;
    const response = new gateway.ChaincodeEventsResponse();
    response.setEventsList(events);
    response.setBlockNumber(block.getHeader()!.getNumber());
    yield response;
  }
}

/** After a transaction: what came after it in its block, and in all later ones. One that is not found is never passed. */
function matcher(request: gateway.ChaincodeEventsRequest): (event: messages.ChaincodeEvent) => boolean {
  const chaincode = request.getChaincodeId();
  const after = request.getAfterTransactionId();
  let passed = after === '';
  return (event) => {
    if (passed) return event.getChaincodeId() === chaincode;
    passed = event.getTxId() === after;
    return false;
  };
}

function startBlock(peer: Peer, request: gateway.ChaincodeEventsRequest): number {
  const after = peer.placeOf(request.getAfterTransactionId());
  if (after) return after.block;
  const specified = request.getStartPosition()?.getSpecified();
  return specified ? specified.getNumber() : peer.blocks.height;
}

async function* blocksFrom(peer: Peer, start: number, abandoned: AbortSignal): AsyncGenerator<common.Block> {
  for (let number = start; !abandoned.aborted; number++) {
    await heightAbove(peer, number, abandoned);
    const block = peer.blocks.at(number);
    if (block) yield block;
  }
}

/** Resolves when the peer has the block of this number, or nobody waits for it any more. */
function heightAbove(peer: Peer, number: number, abandoned: AbortSignal): Promise<void> {
  if (peer.blocks.height > number || abandoned.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = peer.onCommit(() => {
    if (peer.blocks.height > number) resolve();
  });
  abandoned.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => listening[Symbol.dispose]());
}

/** Those of valid transactions only, in their order. */
function eventsOf(block: common.Block): messages.ChaincodeEvent[] {
  const filter = filterOf(block);
  return envelopesOf(block).flatMap((bytes, index) => {
    if (filter[index] !== messages.TxValidationCode.VALID) return [];
    const envelope = common.Envelope.deserializeBinary(bytes);
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    if (readHeader(payload).channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
    const event = readEndorsedAction(payload.getData_asU8()).chaincodeAction.getEvents_asU8();
    return event.length > 0 ? [messages.ChaincodeEvent.deserializeBinary(event)] : [];
  });
}
