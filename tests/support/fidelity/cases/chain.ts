import { common, peer } from '@hyperledger/fabric-protos';
import type { Bench, FidelityCase } from '../bench.ts';
import { notEvaluated } from '../seen.ts';

/** What a peer tells of its chain through its query chaincode. */

function query(bench: Bench, name: string, ...args: (string | Uint8Array)[]): Promise<Uint8Array> {
  return bench.client.network.getContract('qscc').evaluate(name, { arguments: args });
}

const channel = 'shansu';

function refused(name: string, args: readonly string[], reason: string): FidelityCase {
  return {
    name: `qscc ${name}(${args.join(', ')})`,
    run: (bench) => query(bench, name, ...args),
    sees: notEvaluated('2 UNKNOWN', `chaincode response 500, ${reason}`),
  };
}

export const chainCases: readonly FidelityCase[] = [
  {
    name: 'height and hashes of the chain',
    run: async (bench) => {
      await bench.submit('put', bench.key(), 'v');
      const info = common.BlockchainInfo.deserializeBinary(await query(bench, 'GetChainInfo', channel));
      const last = await query(bench, 'GetBlockByNumber', channel, String(info.getHeight() - 1));
      const block = common.Block.deserializeBinary(last);
      const byHash = await query(bench, 'GetBlockByHash', channel, info.getCurrentblockhash_asU8());
      const previous = Buffer.from(block.getHeader()!.getPreviousHash_asU8());
      return {
        previous: previous.equals(info.getPreviousblockhash_asU8()),
        byHash: Buffer.from(byHash).equals(last),
      };
    },
    sees: { previous: true, byHash: true },
  },
  {
    name: 'a transaction and its block, by its id',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const { blockNumber } = await bench.commit(transaction);
      const id = transaction.getTransactionId();
      const block = common.Block.deserializeBinary(await query(bench, 'GetBlockByTxID', channel, id));
      const found = peer.ProcessedTransaction.deserializeBinary(
        await query(bench, 'GetTransactionByID', channel, id),
      );
      const envelope = Buffer.from(found.getTransactionenvelope()!.serializeBinary());
      return {
        number: BigInt(block.getHeader()!.getNumber()) === blockNumber,
        code: found.getValidationcode(),
        envelope: block
          .getData()!
          .getDataList_asU8()
          .some((each) => envelope.equals(each)),
      };
    },
    sees: { number: true, code: 0, envelope: true },
  },
  {
    name: 'the last block, by the greatest number there is',
    run: async (bench) => {
      const info = common.BlockchainInfo.deserializeBinary(await query(bench, 'GetChainInfo', channel));
      const last = await query(bench, 'GetBlockByNumber', channel, String(2n ** 64n - 1n));
      return common.Block.deserializeBinary(last).getHeader()!.getNumber() - info.getHeight();
    },
    sees: -1,
  },
  refused(
    'GetBlockByNumber',
    [channel, '99999'],
    'Failed to get block number 99999, error no such block number [99999] in index',
  ),
  ...['x', '-1', ''].map((text) =>
    refused(
      'GetBlockByNumber',
      [channel, text],
      `Failed to parse block number with error strconv.ParseUint: parsing "${text}": invalid syntax`,
    ),
  ),
  refused(
    'GetBlockByHash',
    [channel, 'nope'],
    'Failed to get block hash nope, error no such block hash [6e6f7065] in index',
  ),
  refused(
    'GetBlockByTxID',
    [channel, 'nope'],
    'Failed to get block for txID nope, error no such transaction ID [nope] in index',
  ),
  refused(
    'GetTransactionByID',
    [channel, 'nope'],
    'Failed to get transaction with id nope, error no such transaction ID [nope] in index',
  ),
  refused(
    'GetNothing',
    [channel, 'x'],
    `access denied for [GetNothing][${channel}]: [Unmapped policy for qscc/GetNothing]`,
  ),
  refused('GetChainInfo', ['nope'], 'Invalid chain ID, nope'),
  refused('GetChainInfo', [], 'Incorrect number of arguments, 1'),
  refused('GetBlockByNumber', [channel], 'missing 3rd argument for GetBlockByNumber'),
];
