import { common, peer } from '@hyperledger/fabric-protos';
import { type AnchoredCheckpoint, decodeAnchored } from '../attestation/anchored-checkpoint.ts';
import { checkpointKey, headKey } from '../attestation/ledger-keys.ts';
import { equalBytes, fromHex } from '../bytes.ts';
import { parseCheckpoint } from '../checkpoint.ts';
import { HASH_BYTES } from '../hash.ts';
import { parseNote } from '../note.ts';
import type { Members } from './members.ts';
import type { DecodedReadWrites, KeyWrite, Version } from './read-write-set.ts';
import { type EnvelopeHeader, readEndorsedAction, readHeader } from './transaction.ts';

/** A transaction that anchors a checkpoint, taken apart. */
export interface AnchorTransaction {
  readonly checkpoint: AnchoredCheckpoint;
  /** Of the head that it was endorsed on; nothing when there was none. */
  readonly readVersion: Version | undefined;
  /** From that head to the checkpoint. */
  readonly proof: readonly Uint8Array[];
}

/**
 * Reads a transaction by what it wrote of the witness's keys.
 * @throws Error unless it wrote what the witness writes: both keys of a checkpoint, with its circumstances as value
 */
export function readAnchor(
  envelope: Uint8Array,
  { writes, reads }: DecodedReadWrites,
  members: Members,
): AnchorTransaction {
  const checkpoint = checkpointIn(writes);
  const { header, proof } = readCall(envelope);
  const { channelHeader, creator } = header;
  const isOwn =
    checkpoint.transactionId === channelHeader.getTxId() &&
    checkpoint.organisation === members.identify(creator)?.mspId &&
    checkpoint.proposedAt === channelHeader.getTimestamp()?.toDate().toISOString();
  if (!isOwn) throw new Error('circumstances of another transaction');
  const read = reads.find(({ key }) => key === headKey(checkpoint.origin));
  if (!read) throw new Error('written without a look at the head');
  return { checkpoint, readVersion: read.version, proof };
}

function checkpointIn(writes: readonly KeyWrite[]): AnchoredCheckpoint {
  const [first, second] = writes;
  if (writes.length !== 2 || !first?.value || !second?.value) throw new Error('not two keys');
  const checkpoint = decodeAnchored(first.value);
  const { origin, size, root, note } = checkpoint;
  if (first.key !== checkpointKey(origin, size) || second.key !== headKey(origin))
    throw new Error('other keys than those of the checkpoint');
  if (!equalBytes(first.value, second.value)) throw new Error('two values');
  const noted = parseCheckpoint(parseNote(note).text);
  if (noted.origin !== origin || noted.size !== size || !equalBytes(noted.root, root))
    throw new Error('the note of another checkpoint');
  return checkpoint;
}

/** Of a call `Anchor(origin, size, root, consistencyProof, note)`. */
function readCall(envelope: Uint8Array): { header: EnvelopeHeader; proof: Uint8Array[] } {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  const { proposalPayload } = readEndorsedAction(payload.getData_asU8());
  const call = peer.ChaincodeProposalPayload.deserializeBinary(proposalPayload);
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(call.getInput_asU8());
  const [, , , , proof] = invocation.getChaincodeSpec()!.getInput()!.getArgsList_asU8();
  return { header: readHeader(payload), proof: hashesIn(Buffer.from(proof!).toString()) };
}

/** Hashes written in hex one after the other. */
function hashesIn(hex: string): Uint8Array[] {
  const bytes = fromHex(hex);
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}
