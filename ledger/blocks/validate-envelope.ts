import { common, peer } from '@hyperledger/fabric-protos';
import { attempt } from './attempt.ts';
import type { Members } from './members.ts';
import { type DecodedReadWrites, decodeReadWrites } from './read-write-set.ts';
import {
  type EndorsedAction,
  type EnvelopeHeader,
  proposalHash,
  readEndorsedAction,
  readHeader,
  transactionIdOf,
} from './transaction.ts';

const Code = peer.TxValidationCode;
export type ValidationCode = peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap];

/** What can be said of a transaction without looking at the state. */
export type EnvelopeVerdict =
  | { readonly code: 0; readonly readWrites: readonly DecodedReadWrites[] }
  | { readonly code: Exclude<ValidationCode, 0> };

/** What a transaction is judged by. */
export interface Judging {
  readonly members: Members;
  /** MSP ids: a peer of each must have signed the result. */
  readonly endorsers: readonly string[];
  /** Whether an earlier block has a transaction of this id. */
  readonly isKnown: (transactionId: string) => boolean;
}

/** The order of checks is Fabric's, since the first failure names the code. */
export function validateEnvelope(bytes: Uint8Array, judging: Judging): EnvelopeVerdict {
  const { members, isKnown } = judging;
  const envelope = attempt(() => common.Envelope.deserializeBinary(bytes));
  if (!envelope) return { code: Code.INVALID_OTHER_REASON };
  const payload = attempt(() => common.Payload.deserializeBinary(envelope.getPayload_asU8()));
  if (!payload) return { code: Code.BAD_PAYLOAD };
  const header = attempt(() => readHeader(payload));
  if (!header || !isPlausible(header)) return { code: Code.BAD_COMMON_HEADER };
  const creator = members.identify(header.creator);
  if (!creator?.isValid || !creator.hasSigned(envelope.getPayload_asU8(), envelope.getSignature_asU8()))
    return { code: Code.BAD_CREATOR_SIGNATURE };
  if (header.channelHeader.getType() === common.HeaderType.CONFIG) return { code: 0, readWrites: [] };
  if (header.channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION)
    return { code: Code.UNSUPPORTED_TX_PAYLOAD };
  if (header.channelHeader.getTxId() !== transactionIdOf(header.nonce, header.creator))
    return { code: Code.BAD_PROPOSAL_TXID };
  const action = attempt(() => readEndorsedAction(payload.getData_asU8()));
  if (!action || !endorsesThisProposal(header, action)) return { code: Code.INVALID_ENDORSER_TRANSACTION };
  if (isKnown(header.channelHeader.getTxId())) return { code: Code.DUPLICATE_TXID };
  return validateEndorsement(header, action, judging);
}

function validateEndorsement(
  header: EnvelopeHeader,
  action: EndorsedAction,
  judging: Judging,
): EnvelopeVerdict {
  const inconsistency = inconsistencyOf(header, action.chaincodeAction);
  if (inconsistency) return { code: inconsistency };
  const readWrites = attempt(() => decodeReadWrites(action.chaincodeAction.getResults_asU8()));
  if (!readWrites) return { code: Code.BAD_RWSET };
  if (!isEndorsedByAll(action, judging)) return { code: Code.ENDORSEMENT_POLICY_FAILURE };
  return { code: 0, readWrites };
}

/** The chaincode that was called is the one that answered and the one whose event it is. */
function inconsistencyOf(
  { channelHeader }: EnvelopeHeader,
  action: peer.ChaincodeAction,
): Exclude<ValidationCode, 0> | undefined {
  const called = attempt(() =>
    peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8()),
  );
  const name = called?.getChaincodeId()?.getName();
  const answered = action.getChaincodeId();
  if (!called || !answered) return Code.INVALID_OTHER_REASON;
  if (!name || name !== answered.getName() || answered.getVersion() === '') return Code.INVALID_CHAINCODE;
  if (action.getEvents_asU8().length === 0) return undefined;
  const event = attempt(() => peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8()));
  return event?.getChaincodeId() === name ? undefined : Code.INVALID_OTHER_REASON;
}

function isPlausible({ channelHeader, creator, nonce }: EnvelopeHeader): boolean {
  const types: readonly number[] = [
    common.HeaderType.ENDORSER_TRANSACTION,
    common.HeaderType.CONFIG_UPDATE,
    common.HeaderType.CONFIG,
  ];
  const isKnown = types.includes(channelHeader.getType());
  return isKnown && channelHeader.getEpoch() === 0 && nonce.length > 0 && creator.length > 0;
}

/** The header and arguments in the transaction are those that the organisations saw. */
function endorsesThisProposal({ header }: EnvelopeHeader, action: EndorsedAction): boolean {
  const hash = proposalHash(header.getChannelHeader_asU8(), action.signatureHeader, action.proposalPayload);
  return Buffer.compare(hash, action.proposalHash) === 0;
}

/** A majority of two organisations is both. */
function isEndorsedByAll(action: EndorsedAction, { members, endorsers }: Judging): boolean {
  const endorsed = new Set<string>();
  for (const { endorser, signature } of action.endorsements) {
    const member = members.identify(endorser);
    const signed = Buffer.concat([action.responsePayload, endorser]);
    if (member?.role === 'peer' && member.hasSigned(signed, signature)) endorsed.add(member.mspId);
  }
  return endorsers.every((mspId) => endorsed.has(mspId));
}
