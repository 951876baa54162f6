import { common } from '@hyperledger/fabric-protos';
import { equalBytes } from '../bytes.ts';
import { attempt } from './attempt.ts';
import { envelopesOf, filterOf, lastConfigurationSlot, metadataSlot } from './block.ts';

const hashBytes = 32;
const unusedSlot = 3;

/**
 * Takes a block apart that a peer serves. A block has one spelling, so that no byte of it can be altered without altering
 * what it says: it must come out the same when it is written again, and so must each of its envelopes.
 *
 * @throws SyntaxError naming the part that is not as Fabric writes it
 */
export function readBlock(bytes: Uint8Array): common.Block {
  const block = attempt(() => common.Block.deserializeBinary(bytes));
  if (!block?.getHeader() || !block.getData() || !equalBytes(block.serializeBinary(), bytes))
    throw new SyntaxError('block');
  for (const [index, envelope] of envelopesOf(block).entries()) {
    const again = attempt(() => common.Envelope.deserializeBinary(envelope).serializeBinary());
    if (!again || !equalBytes(again, envelope)) throw new SyntaxError(`data[${index}]`);
  }
  requireSlots(block);
  return block;
}

/** What a peer says it made of the block; empty in the first one. */
export function commitHashIn(block: common.Block): Uint8Array {
  const slot = slotsOf(block)[metadataSlot.commitHash]!;
  return slot.length === 0 ? slot : common.Metadata.deserializeBinary(slot).getValue_asU8();
}

export function slotsOf(block: common.Block): Uint8Array[] {
  return block.getMetadata()?.getMetadataList_asU8() ?? [];
}

function lastConfigurationIn(signed: common.Metadata): Uint8Array {
  const content = common.OrdererBlockMetadata.deserializeBinary(signed.getValue_asU8());
  return lastConfigurationSlot(content.getLastConfig() ?? new common.LastConfig());
}

function requireSlots(block: common.Block): void {
  const slots = slotsOf(block);
  if (slots.length !== 5) throw new SyntaxError('metadata');
  if (slots[unusedSlot]!.length > 0) throw new SyntaxError(`metadata[${unusedSlot}]`);
  const signatures = slots[metadataSlot.signatures]!;
  const signed = attempt(() => common.Metadata.deserializeBinary(signatures));
  if (!signed || !equalBytes(signed.serializeBinary(), signatures))
    throw new SyntaxError(`metadata[${metadataSlot.signatures}]`);
  // Nobody signs this slot, but the orderers sign the same beside their signatures.
  const lastConfiguration = attempt(() => lastConfigurationIn(signed));
  if (!lastConfiguration || !equalBytes(lastConfiguration, slots[metadataSlot.lastConfiguration]!))
    throw new SyntaxError(`metadata[${metadataSlot.lastConfiguration}]`);
  if (filterOf(block).length !== envelopesOf(block).length)
    throw new SyntaxError(`metadata[${metadataSlot.filter}]`);
  const hash = attempt(() => commitHashIn(block));
  const isFirst = block.getHeader()!.getNumber() === 0;
  if (hash?.length !== (isFirst ? 0 : hashBytes))
    throw new SyntaxError(`metadata[${metadataSlot.commitHash}]`);
}
