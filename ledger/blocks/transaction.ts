import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import { attempt } from './attempt.ts';
import { envelopesOf, filterOf } from './block.ts';

/** The header of an envelope, taken apart. */
export interface EnvelopeHeader {
  readonly header: common.Header;
  readonly channelHeader: common.ChannelHeader;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
}

/** @throws Error when there is no header */
export function readHeader(payload: common.Payload): EnvelopeHeader {
  const header = payload.getHeader();
  if (!header) throw new Error('nil header');
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  return {
    header,
    channelHeader: common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()),
    creator: signatureHeader.getCreator_asU8(),
    nonce: signatureHeader.getNonce_asU8(),
  };
}

/** The one action of an endorsed transaction, taken apart. */
export interface EndorsedAction {
  /** The signature header that stands in the action itself. */
  readonly signatureHeader: Uint8Array;
  readonly proposalPayload: Uint8Array;
  readonly responsePayload: Uint8Array;
  readonly proposalHash: Uint8Array;
  readonly chaincodeAction: peer.ChaincodeAction;
  readonly endorsements: readonly { readonly endorser: Uint8Array; readonly signature: Uint8Array }[];
}

/** @param data of the envelope's payload
 * @throws Error when it is not a transaction of one action */
export function readEndorsedAction(data: Uint8Array): EndorsedAction {
  const actions = peer.Transaction.deserializeBinary(data).getActionsList();
  if (actions.length !== 1) throw new Error(`a transaction of ${actions.length} actions`);
  const [action] = actions;
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8());
  const endorsed = payload.getAction();
  if (!endorsed) throw new Error('nobody endorsed anything');
  const responsePayload = endorsed.getProposalResponsePayload_asU8();
  const response = peer.ProposalResponsePayload.deserializeBinary(responsePayload);
  return {
    signatureHeader: action!.getHeader_asU8(),
    proposalPayload: payload.getChaincodeProposalPayload_asU8(),
    responsePayload,
    proposalHash: response.getProposalHash_asU8(),
    chaincodeAction: peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()),
    endorsements: endorsed.getEndorsementsList().map((each) => ({
      endorser: each.getEndorser_asU8(),
      signature: each.getSignature_asU8(),
    })),
  };
}

/** The one hash that ties proposal, endorsement and transaction together. */
export function proposalHash(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function transactionIdOf(nonce: Uint8Array, creator: Uint8Array): string {
  return createHash('sha256').update(nonce).update(creator).digest('hex');
}

/** The id that an envelope's header claims; empty when it has none. */
export function transactionIdIn(envelope: Uint8Array): string {
  try {
    const payload = common.Envelope.deserializeBinary(envelope).getPayload_asU8();
    return readHeader(common.Payload.deserializeBinary(payload)).channelHeader.getTxId();
  } catch {
    return '';
  }
}

/**
 * When the newest of a block's transactions that count says it was made: a block itself has no time. Of one that does not
 * count nobody but its author looked at the time. Nothing when none counts.
 */
export function madeAt(block: common.Block): Date | undefined {
  const filter = filterOf(block);
  const times = envelopesOf(block).flatMap((envelope, index) =>
    filter[index] === peer.TxValidationCode.VALID ? (proposedAt(envelope) ?? []) : [],
  );
  return times.length > 0 ? new Date(Math.max(...times.map((time) => time.getTime()))) : undefined;
}

function proposedAt(envelope: Uint8Array): Date | undefined {
  return attempt(() => {
    const payload = common.Envelope.deserializeBinary(envelope).getPayload_asU8();
    return readHeader(common.Payload.deserializeBinary(payload)).channelHeader.getTimestamp()?.toDate();
  });
}
