import { common } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckedBlock } from '#ledger/audited-ledger.ts';
import { headerHash } from '#ledger/blocks/block.ts';
import { ChainWalk } from '#ledger/blocks/chain-walk.ts';
import { readHeader } from '#ledger/blocks/transaction.ts';
import { NodeIdentity } from '#ledger/devnet/node-identity.ts';
import type { Consensus } from '#ledger/fabric-wire/genesis/consensus.ts';
import { TestChain } from '#tests/support/test-chain.ts';
import { TestLog } from '#tests/support/test-log.ts';

function walk({ trusted }: TestChain, blocks: readonly Uint8Array[]): CheckedBlock[] {
  const chain = new ChainWalk(trusted);
  return blocks.map((bytes, number) => chain.take(number, bytes));
}

/** `number code place` of everything that does not fit. */
const flawsOf = (checked: readonly CheckedBlock[]): string[] =>
  checked.flatMap(({ number, flaws }) => flaws.map(({ code, place }) => `${number} ${code} ${place}`));

const flawsIn = (chain: TestChain): string[] => flawsOf(walk(chain, chain.served));

const log = new TestLog('log.example/district');

/** The first block and three more, each with a checkpoint; the second also with a transaction that came too late. */
async function grown(consensus: Consensus = 'etcdraft'): Promise<TestChain> {
  const chain = new TestChain(consensus);
  chain.append([await chain.anchor(log, 0, 2)]);
  const [timely, late] = [await chain.anchor(log, 2, 5), await chain.anchor(log, 2, 4)];
  chain.append([timely, late], { codes: [0, 11] });
  chain.append([await chain.anchor(log, 5, 9)]);
  return chain;
}

/** The blocks with one of them changed. */
function changed(chain: TestChain, number: number, change: (block: common.Block) => void): Uint8Array[] {
  return chain.served.map((bytes, at) => {
    if (at !== number) return bytes;
    const block = common.Block.deserializeBinary(bytes);
    change(block);
    return block.serializeBinary();
  });
}

const slots = (block: common.Block) => block.getMetadata()!.getMetadataList_asU8();
const replaceSlot = (block: common.Block, slot: number, bytes: Uint8Array) =>
  block.getMetadata()!.setMetadataList(slots(block).map((each, at) => (at === slot ? bytes : each)));

describe.each(['etcdraft', 'BFT'] as const)('a chain ordered by %s', (consensus) => {
  test('fits as it was made, and says what was anchored', async () => {
    const chain = await grown(consensus);
    const checked = walk(chain, chain.served);
    expect(flawsOf(checked)).toEqual([]);
    expect(checked.map(({ anchored }) => anchored.map(({ size }) => size))).toEqual([[], [2], [5], [9]]);
    expect(checked[2]!.headerHash).toBe(headerHash(chain.blocks[2]!.getHeader()!).toString('hex'));
  });

  test('any flipped bit is found, in the block where it is', async () => {
    const chain = await grown(consensus);
    const { served } = chain;
    const flips = fc.integer({ min: 0, max: served.length - 1 }).chain((number) =>
      fc.record({
        number: fc.constant(number),
        at: fc.integer({ min: 0, max: served[number]!.length - 1 }),
        bit: fc.integer({ min: 0, max: 7 }),
      }),
    );
    fc.assert(
      fc.property(flips, ({ number, at, bit }) => {
        const flipped = served.map((bytes) => Uint8Array.from(bytes));
        flipped[number]![at]! ^= 1 << bit;
        const found = walk(chain, flipped).filter(({ flaws }) => flaws.length > 0);
        expect(found[0]?.number).toBe(number);
        // The commit hash cannot tell which of two blocks it fails in; nothing else may point elsewhere.
        expect(found.slice(1).every(({ flaws }) => flaws.every(({ code }) => code === 'block-codes'))).toBe(
          true,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what does not fit has a name', () => {
  test('a transaction', async () => {
    const chain = await grown();
    const found = changed(chain, 2, (block) => {
      const [first, ...more] = block.getData()!.getDataList_asU8();
      block.getData()!.setDataList([...more, first!]);
    });
    expect(flawsOf(walk(chain, found))).toEqual(['2 block-data data']);
  });

  test('the number, and with it the signature', async () => {
    const chain = await grown();
    const found = changed(chain, 2, (block) => block.getHeader()!.setNumber(7));
    expect(flawsOf(walk(chain, found))).toEqual([
      '2 block-number header.number',
      '2 block-signature metadata[0]: the signature of an orderer of Orderer1MSP does not fit',
    ]);
  });

  test('which transactions count', async () => {
    const chain = await grown();
    const found = changed(chain, 2, (block) => replaceSlot(block, 2, Uint8Array.of(0, 0)));
    expect(flawsOf(walk(chain, found))).toEqual(['2 block-codes metadata[2] or metadata[4]']);
  });

  test('the commit hash, and not that of the block after it', async () => {
    const chain = await grown();
    const other = new common.Metadata();
    other.setValue(new Uint8Array(32));
    const found = changed(chain, 2, (block) => replaceSlot(block, 4, other.serializeBinary()));
    expect(flawsOf(walk(chain, found))).toEqual(['2 block-codes metadata[2] or metadata[4]']);
  });

  test.each([
    [1, Uint8Array.of(0)],
    [3, Uint8Array.of(0)],
    [2, Uint8Array.of(0)],
    [4, new Uint8Array()],
    [0, Uint8Array.of(0xff)],
  ])('slot %i of the metadata', async (slot, bytes) => {
    const chain = await grown();
    const found = changed(chain, 2, (block) => replaceSlot(block, slot, bytes));
    expect(flawsOf(walk(chain, found))).toEqual([`2 block-form metadata[${slot}]`]);
  });

  test('transactions put together so that their bytes follow each other as before', async () => {
    const chain = await grown();
    const found = changed(chain, 2, (block) => {
      block.getData()!.setDataList([Buffer.concat(block.getData()!.getDataList_asU8())]);
      replaceSlot(block, 2, Uint8Array.of(0));
    });
    expect(flawsOf(walk(chain, found))).toEqual(['2 block-form data[0]']);
  });

  test('another first block', async () => {
    const [chain, other] = [await grown(), await grown()];
    expect(flawsOf(walk(chain, other.served.slice(0, 1)))).toEqual(['0 block-first header']);
  });

  test('a block that another one was put in the place of, though it is signed', async () => {
    const chain = await grown();
    chain.append([await chain.anchor(log, 9, 10)], { previousHash: new Uint8Array(32) });
    expect(flawsIn(chain)).toEqual(['4 block-link header.previous_hash']);
  });

  test('a block in between that cannot be had; what follows is checked by itself', async () => {
    const chain = await grown();
    const walking = new ChainWalk(chain.trusted);
    const checked = chain.served.map((bytes, number) =>
      number === 1
        ? walking.miss(number, { code: 'block-refused', place: 'gone' })
        : walking.take(number, bytes),
    );
    expect(flawsOf(checked)).toEqual(['1 block-refused gone']);
    expect(checked[3]!.anchored.map(({ size }) => size)).toEqual([9]);
  });
});

/** A transaction with another time in its header. */
function dated(bytes: Uint8Array, at: Date): Uint8Array {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const { channelHeader } = readHeader(payload);
  channelHeader.getTimestamp()!.fromDate(at);
  payload.getHeader()!.setChannelHeader(channelHeader.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

describe('who signs blocks', () => {
  const signedBy = async (chain: TestChain, ...signers: readonly NodeIdentity[]) => {
    chain.append([await chain.anchor(log, 0, 2)], { signers });
    return flawsIn(chain);
  };
  const fault = (text: string) => [`1 block-signature metadata[0]: ${text}`];

  test('nobody', async () => {
    expect(await signedBy(new TestChain())).toEqual(fault('0 of the 1 orderers that must sign'));
  });

  test('somebody of another authority, who calls it the same', async () => {
    const [chain, other] = [new TestChain(), new TestChain()];
    expect(await signedBy(chain, other.orderers[0]!)).toEqual(
      fault('signed by nobody of an ordering organisation'),
    );
  });

  test('somebody of the ordering organisation who does not order', async () => {
    const chain = new TestChain();
    const client = new NodeIdentity(chain.identity('Orderer1MSP', 'client'));
    expect(await signedBy(chain, client)).toEqual(
      fault('signed by somebody of Orderer1MSP who is no orderer'),
    );
  });

  test('a peer', async () => {
    const chain = new TestChain();
    const peer = new NodeIdentity(chain.identity('EduBureauMSP', 'peer'));
    expect(await signedBy(chain, peer)).toEqual(fault('signed by nobody of an ordering organisation'));
  });

  test('an orderer whose certificate had run out', async () => {
    const [notBefore, notAfter] = [new Date('2020-01-01'), new Date('2021-01-01')];
    const chain = new TestChain('etcdraft', { notBefore, notAfter });
    expect(await signedBy(chain, ...chain.orderers)).toEqual([
      expect.stringMatching(
        /^1 block-signature metadata\[0\]: the certificate of an orderer of Orderer1MSP was not valid at 20/,
      ),
    ]);
  });

  test.each(['1970-01-01', '2099-01-01'])('a client that says it is %s accuses no orderer', async (day) => {
    const chain = new TestChain();
    chain.append([await chain.anchor(log, 0, 2)]);
    chain.append([dated(await chain.anchor(log, 2, 5), new Date(day))], { codes: [2] });
    expect(flawsIn(chain)).toEqual([]);
  });

  test('with SmartBFT: two of the three that must, or one of them twice', async () => {
    for (const chosen of [
      [0, 1],
      [0, 1, 1],
    ]) {
      const chain = new TestChain('BFT');
      const signers = chosen.map((index) => chain.orderers[index]!);
      expect(await signedBy(chain, ...signers)).toEqual(fault('2 of the 3 orderers that must sign'));
    }
  });

  test('with SmartBFT: an orderer of an ordering organisation whom the channel does not name', async () => {
    const chain = new TestChain('BFT');
    const fifth = new NodeIdentity(chain.identity('Orderer1MSP', 'orderer'));
    expect(await signedBy(chain, ...chain.orderers.slice(0, 3), fifth)).toEqual(
      fault('signed by an orderer of Orderer1MSP that the channel does not name'),
    );
  });

  test('orderers of a new configuration, from the block after it on', async () => {
    const [chain, successor] = [new TestChain(), new TestChain()];
    chain.append([chain.configuration(undefined, successor)]);
    chain.append([await chain.anchor(log, 0, 2)], { signers: successor.orderers });
    chain.append([await chain.anchor(log, 2, 5)], { signers: chain.orderers });
    expect(flawsIn(chain)).toEqual([
      '3 block-signature metadata[0]: signed by nobody of an ordering organisation',
    ]);
  });
});
