import { common, peer } from '@hyperledger/fabric-protos';
import { envelopesOf } from '../wire/block.ts';
import { decodeReadWrites } from '../wire/read-write-set.ts';
import { readEndorsedAction, readHeader } from '../wire/transaction.ts';
import type { StateChange } from './world-state.ts';

/** What the transactions change that the filter calls valid. */
export function changesOf(block: common.Block, filter: Uint8Array): StateChange[] {
  const number = block.getHeader()!.getNumber();
  return envelopesOf(block).flatMap((bytes, transaction) =>
    filter[transaction] === peer.TxValidationCode.VALID
      ? writesOf(bytes, { block: number, transaction })
      : [],
  );
}

function writesOf(bytes: Uint8Array, version: StateChange['version']): StateChange[] {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  if (readHeader(payload).channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
  const { chaincodeAction } = readEndorsedAction(payload.getData_asU8());
  return decodeReadWrites(chaincodeAction.getResults_asU8()).flatMap(({ namespace, writes }) =>
    writes.map(({ key, value }) => ({ namespace, key, value, version })),
  );
}
