import { common, peer } from '@hyperledger/fabric-protos';
import { envelopesOf } from './block.ts';
import {
  type DecodedReadWrites,
  decodeReadWrites,
  type HashedWrite,
  type Version,
} from './read-write-set.ts';
import { readEndorsedAction, readHeader } from './transaction.ts';

/** One change of a committed block; without value the key is deleted. */
export interface StateChange {
  readonly namespace: string;
  readonly key: string;
  readonly value: Uint8Array | undefined;
  readonly version: Version;
}

/** A change of a private value, of which the ledger knows the hashes. */
export interface HashedChange extends HashedWrite {
  readonly namespace: string;
  readonly version: Version;
}

/** What the transactions change that the filter calls valid. */
export function changesOf(block: common.Block, filter: Uint8Array): StateChange[] {
  return validSets(block, filter).flatMap(({ namespace, writes, version }) =>
    writes.map(({ key, value }) => ({ namespace, key, value, version })),
  );
}

/** The same for private values. */
export function hashedChangesOf(block: common.Block, filter: Uint8Array): HashedChange[] {
  return validSets(block, filter).flatMap(({ namespace, hashedWrites, version }) =>
    hashedWrites.map((write) => ({ ...write, namespace, version })),
  );
}

/** Read-write sets of the transactions that the filter calls valid, each with the version that it gives its keys. */
export function validSets(
  block: common.Block,
  filter: Uint8Array,
): (DecodedReadWrites & { readonly version: Version })[] {
  const number = block.getHeader()!.getNumber();
  return envelopesOf(block).flatMap((bytes, transaction) =>
    filter[transaction] === peer.TxValidationCode.VALID
      ? readWritesIn(bytes).map((set) => ({ ...set, version: { block: number, transaction } }))
      : [],
  );
}

/** What a transaction reads and writes; nothing for one that sets the configuration. */
export function readWritesIn(bytes: Uint8Array): DecodedReadWrites[] {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  if (readHeader(payload).channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
  const { chaincodeAction } = readEndorsedAction(payload.getData_asU8());
  return decodeReadWrites(chaincodeAction.getResults_asU8());
}
