import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { derInteger, derOctetString, derSequence } from '#ledger/x509/der.ts';

/** The slots of a block's metadata. The orderer fills the first two, each peer `filter` and `commitHash`; 3 is out of use. */
export const metadataSlot = { signatures: 0, lastConfiguration: 1, filter: 2, commitHash: 4 } as const;
const metadataSlots = 5;

/** What the orderer signs and the next block refers to: DER SEQUENCE {number, previous hash, data hash}. */
export function headerDer(header: common.BlockHeader): Buffer {
  return derSequence(
    derInteger(bigEndian(header.getNumber())),
    derOctetString(header.getPreviousHash_asU8()),
    derOctetString(header.getDataHash_asU8()),
  );
}

export function headerHash(header: common.BlockHeader): Buffer {
  return createHash('sha256').update(headerDer(header)).digest();
}

/** SHA-256 over the envelopes, one after the other. */
export function dataHash(envelopes: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const envelope of envelopes) hash.update(envelope);
  return hash.digest();
}

export function newBlock(header: common.BlockHeader, data: common.BlockData, slots: Slots): common.Block {
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(
    Array.from({ length: metadataSlots }, (_, slot) => slots[slot] ?? new Uint8Array()),
  );
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

export type Slots = Readonly<Record<number, Uint8Array>>;

/** What the orderer writes of where the newest configuration stands; nothing as long as that is the first block. */
export function lastConfigurationSlot(lastConfig: common.LastConfig): Uint8Array {
  const metadata = new common.Metadata();
  metadata.setValue(lastConfig.serializeBinary());
  return metadata.serializeBinary();
}

export function envelopesOf(block: common.Block): Uint8Array[] {
  return block.getData()?.getDataList_asU8() ?? [];
}

/** One validation code for each transaction; empty for a block that no peer has validated. */
export function filterOf(block: common.Block): Uint8Array {
  return block.getMetadata()?.getMetadataList_asU8()[metadataSlot.filter] ?? new Uint8Array();
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
}
