import { common, peer } from '@hyperledger/fabric-protos';
import { envelopesOf, headerHash } from '#ledger/blocks/block.ts';
import type { BlockStore } from './block-store.ts';

/** Fabric's `qscc`: what a peer tells of its chain. Refusals are texts, worded as the peer words them. */
export function queryChain(blocks: BlockStore, channel: string, given: readonly Uint8Array[]): Uint8Array {
  const [name = '', channelName = '', argument] = given.map((bytes) => Buffer.from(bytes).toString());
  if (given.length < 2) throw new Error(`Incorrect number of arguments, ${given.length}`);
  if (name !== 'GetChainInfo' && argument === undefined) throw new Error(`missing 3rd argument for ${name}`);
  if (channelName !== channel) throw new Error(`Invalid chain ID, ${channelName}`);
  switch (name) {
    case 'GetChainInfo':
      return chainInfo(blocks);
    case 'GetBlockByNumber':
      return blockByNumber(blocks, argument!);
    case 'GetBlockByHash':
      return blockByHash(blocks, given[2]!);
    case 'GetBlockByTxID':
      return blockOfTransaction(blocks, argument!);
    case 'GetTransactionByID':
      return transactionById(blocks, argument!);
    default:
      throw new Error(`access denied for [${name}][${channel}]: [Unmapped policy for qscc/${name}]`);
  }
}

/** The greatest number of 64 bits stands for the last block. */
const lastBlock = String(2n ** 64n - 1n);

function chainInfo(blocks: BlockStore): Uint8Array {
  const last = blocks.at(blocks.height - 1)!;
  const info = new common.BlockchainInfo();
  info.setHeight(blocks.height);
  info.setCurrentblockhash(headerHash(last.getHeader()!));
  info.setPreviousblockhash(last.getHeader()!.getPreviousHash_asU8());
  return info.serializeBinary();
}

function blockByNumber(blocks: BlockStore, text: string): Uint8Array {
  if (!/^\d+$/.test(text))
    throw new Error(
      `Failed to parse block number with error strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  const refuse = (reason: string): never => {
    throw new Error(`Failed to get block number ${text}, error ${reason}`);
  };
  const number = text === lastBlock ? blocks.height - 1 : Number(text);
  if (number >= blocks.height) return refuse(`no such block number [${text}] in index`);
  try {
    return blocks.at(number)!.serializeBinary();
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function blockByHash(blocks: BlockStore, hash: Uint8Array): Uint8Array {
  const number = blocks.numberOfHash(hash);
  if (number === undefined) {
    const hex = Buffer.from(hash).toString('hex');
    throw new Error(
      `Failed to get block hash ${Buffer.from(hash)}, error no such block hash [${hex}] in index`,
    );
  }
  return blocks.at(number)!.serializeBinary();
}

function blockOfTransaction(blocks: BlockStore, id: string): Uint8Array {
  const place = blocks.find(id);
  if (!place)
    throw new Error(`Failed to get block for txID ${id}, error no such transaction ID [${id}] in index`);
  return blocks.at(place.block)!.serializeBinary();
}

function transactionById(blocks: BlockStore, id: string): Uint8Array {
  const place = blocks.find(id);
  if (!place)
    throw new Error(`Failed to get transaction with id ${id}, error no such transaction ID [${id}] in index`);
  const envelope = envelopesOf(blocks.at(place.block)!)[place.index]!;
  const processed = new peer.ProcessedTransaction();
  processed.setTransactionenvelope(common.Envelope.deserializeBinary(envelope));
  processed.setValidationcode(place.code);
  return processed.serializeBinary();
}
