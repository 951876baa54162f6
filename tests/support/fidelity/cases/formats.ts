import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { filterOf } from '#ledger/blocks/block.ts';
import { changesOf } from '#ledger/blocks/changes-of.ts';
import { commitHash } from '#ledger/blocks/commit-hash.ts';
import type { Bench, FidelityCase } from '../bench.ts';
import { flawsOf } from '../recompute-block.ts';
import { withTransaction } from '../tamper.ts';

/** The bytes of transactions and blocks, looked at from outside. */

async function blockAt(bench: Bench, number: number): Promise<common.Block> {
  const query = bench.client.network.getContract('qscc');
  const bytes = await query.evaluate('GetBlockByNumber', { arguments: ['shansu', String(number)] });
  return common.Block.deserializeBinary(bytes);
}

/** Commits transactions of all kinds, valid and not, and gives their blocks after the one that was last before. */
async function recentBlocks(bench: Bench): Promise<[before: common.Block, ...since: common.Block[]]> {
  const key = bench.key();
  const first = await bench.submit('put', key, 'v');
  const racing = ['a', 'b', 'c'].map(async (text) => bench.commit(await bench.endorse('append', key, text)));
  await Promise.all(racing);
  await bench.submit('remove', key);
  await bench.submit('announce', key, 'event', 'payload');
  const last = await bench.submit('count', key, `${key}~`, bench.key());
  const before = Number(first.blockNumber) - 1;
  const numbers = Array.from({ length: Number(last.blockNumber) - before }, (_, i) => before + 1 + i);
  return [await blockAt(bench, before), ...(await Promise.all(numbers.map((each) => blockAt(bench, each))))];
}

const slotsOf = (block: common.Block) => block.getMetadata()!.getMetadataList_asU8();
const commitHashIn = (block: common.Block) =>
  common.Metadata.deserializeBinary(slotsOf(block)[4]!).getValue_asU8();

const definition = {
  namespace: '_lifecycle',
  readsList: [{ key: 'namespaces/fields/witness/Sequence', version: 'some' }],
  rangeQueriesInfoList: [],
  writesList: [],
  metadataWritesList: [],
};
const nothing = {
  namespace: 'witness',
  readsList: [],
  rangeQueriesInfoList: [],
  writesList: [],
  metadataWritesList: [],
};
const write = (key: string, text: string) => {
  return { key, isDelete: text === '', value: Buffer.from(text).toString('base64') };
};

/** What a transaction read and wrote; of versions only whether there is one, of the case's key only that it is it. */
async function readWrites(bench: Bench, key: string, name: string, ...args: string[]): Promise<unknown> {
  const transaction = await bench.endorse(name, ...args);
  let found: unknown;
  withTransaction(bench.client, transaction, ({ action }) => {
    const set = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8());
    found = set.getNsRwsetList().map((each) => ({
      namespace: each.getNamespace(),
      ...ledger.rwset.kvrwset.KVRWSet.deserializeBinary(each.getRwset_asU8()).toObject(),
    }));
  });
  const text = JSON.stringify(found).replaceAll(key, 'K');
  return JSON.parse(text.replace(/"version":\{[^}]*\}/g, '"version":"some"'));
}

export const blockCases: readonly FidelityCase[] = [
  {
    name: 'blocks: numbers, hash chain, data hashes, metadata, signatures of orderer and endorsers',
    run: async (bench) => {
      const blocks = await recentBlocks(bench);
      return blocks.slice(1).flatMap((block, index) => flawsOf(block, blocks[index]!));
    },
    sees: [],
  },
  {
    name: 'blocks: commit hashes',
    run: async (bench) => {
      const blocks = await recentBlocks(bench);
      return blocks.slice(1).every((block, index) => {
        const filter = filterOf(block);
        const expected = commitHash(filter, changesOf(block, filter), commitHashIn(blocks[index]!));
        return expected.equals(commitHashIn(block));
      });
    },
    sees: true,
  },
  {
    name: 'blocks: who signs them, and where the last configuration is',
    run: async (bench) => {
      const block = await blockAt(bench, Number((await bench.submit('get', 'k')).blockNumber));
      const slot = common.Metadata.deserializeBinary(slotsOf(block)[0]!);
      const signers = slot.getSignaturesList().map((each) => {
        const header = common.SignatureHeader.deserializeBinary(each.getSignatureHeader_asU8());
        return msp.SerializedIdentity.deserializeBinary(header.getCreator_asU8()).getMspid();
      });
      const content = common.OrdererBlockMetadata.deserializeBinary(slot.getValue_asU8());
      return { signers, lastConfig: content.getLastConfig()!.getIndex() };
    },
    sees: { signers: ['DataBureauOrdererMSP'], lastConfig: 0 },
  },
  {
    name: 'the first block',
    run: async (bench) => {
      const block = await blockAt(bench, 0);
      return {
        previousHash: block.getHeader()!.getPreviousHash_asU8().length,
        transactions: block.getData()!.getDataList().length,
        slots: slotsOf(block).map((slot) => slot.length > 0),
        filter: [...filterOf(block)],
      };
    },
    sees: { previousHash: 0, transactions: 1, slots: [true, false, true, false, false], filter: [0] },
  },
  {
    name: 'what the definition of the chaincode left in the state',
    run: async (bench) => {
      for (let number = 1; ; number++) {
        const block = await blockAt(bench, number);
        const isOfDefinition = /^namespaces\/(fields|metadata)\/witness(\/|$)/;
        const found = changesOf(block, filterOf(block)).filter(({ key }) => isOfDefinition.test(key));
        if (found.length > 0)
          return found.map(({ key, value }) => [key, Buffer.from(value!).toString('latin1')]);
      }
    },
    sees: [
      ['namespaces/fields/witness/Collections', '\x12\0'],
      ['namespaces/fields/witness/EndorsementInfo', '\x12\t\n\x011\x1a\x04escc'],
      ['namespaces/fields/witness/Sequence', '\b\x01'],
      [
        'namespaces/fields/witness/ValidationInfo',
        '\x12*\n\x04vscc\x12"\x12 /Channel/Application/Endorsement',
      ],
      [
        'namespaces/metadata/witness',
        '\n\x13ChaincodeDefinition\x12\bSequence\x12\x0fEndorsementInfo\x12\x0eValidationInfo\x12\x0bCollections',
      ],
    ],
  },
];

export const readWriteCases: readonly FidelityCase[] = [
  {
    name: 'read-write set of a write',
    run: (bench) => readWrites(bench, 'k1', 'put', 'k1', 'v'),
    sees: [definition, { ...nothing, writesList: [write('K', 'v')] }],
  },
  {
    name: 'read-write set of a removal',
    run: (bench) => readWrites(bench, 'k1', 'remove', 'k1'),
    sees: [definition, { ...nothing, writesList: [write('K', '')] }],
  },
  {
    name: 'read-write set of putting nothing',
    run: (bench) => readWrites(bench, 'k1', 'put', 'k1', ''),
    sees: [definition, { ...nothing, writesList: [write('K', '')] }],
  },
  {
    name: 'read-write set of a call that does nothing',
    run: (bench) => readWrites(bench, 'k1', 'whoCalls'),
    sees: [definition],
  },
  {
    name: 'read-write set of reading what is not there',
    run: async (bench) => {
      const key = bench.key();
      return readWrites(bench, key, 'append', key, 'a');
    },
    sees: [definition, { ...nothing, readsList: [{ key: 'K' }], writesList: [write('K', 'a')] }],
  },
  {
    name: 'read-write set of reading what is there',
    run: async (bench) => {
      const key = bench.key();
      await bench.submit('put', key, 'a');
      return readWrites(bench, key, 'append', key, 'b');
    },
    sees: [
      definition,
      { ...nothing, readsList: [{ key: 'K', version: 'some' }], writesList: [write('K', 'ab')] },
    ],
  },
  {
    name: 'read-write set of a range',
    run: async (bench) => {
      const key = bench.key();
      await bench.submit('put', `${key}-1`, 'v');
      await bench.submit('put', `${key}-2`, 'v');
      return readWrites(bench, key, 'count', key, `${key}~`, `${key}-3`);
    },
    sees: [
      definition,
      {
        ...nothing,
        rangeQueriesInfoList: [
          {
            startKey: 'K',
            endKey: 'K~',
            itrExhausted: true,
            rawReads: { kvReadsList: [1, 2].map((i) => ({ key: `K-${i}`, version: 'some' })) },
          },
        ],
        writesList: [write('K-3', '2')],
      },
    ],
  },
  {
    name: 'response and event of an endorsed call',
    run: async (bench) => {
      const transaction = await bench.endorse('announce', bench.key(), 'name', 'payload');
      let found: unknown;
      withTransaction(bench.client, transaction, ({ action }) => {
        const { txId, ...event } = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8()).toObject();
        const isOwn = txId === transaction.getTransactionId();
        found = {
          response: action.getResponse()!.toObject(),
          id: action.getChaincodeId()!.toObject(),
          event,
          isOwn,
        };
      });
      return found;
    },
    sees: {
      response: { status: 200, message: '', payload: '' },
      id: { path: '', name: 'witness', version: '1' },
      event: { chaincodeId: 'witness', eventName: 'name', payload: 'cGF5bG9hZA==' },
      isOwn: true,
    },
  },
];
