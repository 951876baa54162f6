import { expect, test } from 'vitest';
import { checkpointKey, headKey } from '#ledger/attestation/ledger-keys.ts';
import { ChainWalk } from '#ledger/blocks/chain-walk.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import { TestChain } from '#tests/support/test-chain.ts';
import { TestLog } from '#tests/support/test-log.ts';

/** Transactions that a peer lets count, held to what the witness would have done. */

const log = new TestLog('log.example/district');

/** `block code place transaction` of what does not fit, and the sizes that were anchored all the same. */
function judged({ trusted, served }: Pick<TestChain, 'trusted' | 'served'>) {
  const walk = new ChainWalk(trusted);
  const checked = served.map((bytes, number) => walk.take(number, bytes));
  return {
    flaws: checked.flatMap(({ number, flaws }) =>
      flaws.map(({ code, place, transaction }) => [
        `${number} ${code} ${place}`,
        /^[0-9a-f]{64}$/.test(transaction ?? ''),
      ]),
    ),
    anchored: checked.flatMap(({ anchored }) => anchored.map(({ size }) => size)),
  };
}

test('one organisation alone endorsed it', async () => {
  const chain = new TestChain();
  chain.append([await chain.anchor(log, 0, 2, { endorsedBy: ['EduBureauMSP'] })]);
  expect(judged(chain)).toEqual({
    flaws: [['1 transaction-unendorsed ENDORSEMENT_POLICY_FAILURE', true]],
    anchored: [],
  });
});

test('a transaction that does not count is none of our concern', async () => {
  const chain = new TestChain();
  chain.append([await chain.anchor(log, 0, 2, { endorsedBy: ['EduBureauMSP'] })], { codes: [10] });
  expect(judged(chain)).toEqual({ flaws: [], anchored: [] });
});

test('its author did not sign it', async () => {
  const chain = new TestChain();
  const envelope = await chain.anchor(log, 0, 2);
  envelope[envelope.length - 1]! ^= 1;
  chain.append([envelope]);
  expect(judged(chain).flaws).toEqual([['1 transaction-invalid BAD_CREATOR_SIGNATURE', true]]);
});

test('two were endorsed on one head, and both count', async () => {
  const chain = new TestChain();
  chain.append([await chain.anchor(log, 0, 2)]);
  chain.append([await chain.anchor(log, 2, 5), await chain.anchor(log, 2, 7)]);
  expect(judged(chain)).toEqual({
    flaws: [[`2 anchor-discontinued ${headKey(log.origin)}`, true]],
    anchored: [2, 5],
  });
});

test('the witnesses of both organisations were replaced by one that lets a log fork', async () => {
  const chain = new TestChain();
  const other = new TestLog(log.origin, { from: 0, content: 'rewritten' });
  chain.append([await chain.anchor(log, 0, 2)]);
  const call = ['Anchor', ...(await other.anchorArguments(2, 5))];
  const forking = await chain.transaction(call, async (state) => {
    const writes: { key: string; value: Uint8Array }[] = [];
    const asFirst = Object.assign(Object.create(state), {
      getState: async () => undefined,
      putState: async (key: string, value: Uint8Array) => void writes.push({ key, value }),
      setEvent: () => undefined,
    });
    const [, origin, size, root, , note] = call as [string, string, string, string, string, string];
    await witnessContract()(asFirst, { function: 'Anchor', arguments: [origin, size, root, '', note] });
    await state.getState(headKey(log.origin));
    const reads = state.readWrites()!.reads;
    return {
      namespace: 'witness',
      reads,
      ranges: [],
      writes: writes.sort((a, b) => (a.key < b.key ? -1 : 1)),
    };
  });
  chain.append([forking]);
  expect(judged(chain)).toEqual({
    flaws: [[`2 anchor-discontinued ${headKey(log.origin)}`, true]],
    anchored: [2],
  });
});

test.each([
  ['a head alone', [headKey(log.origin)]],
  ['a checkpoint alone', [checkpointKey(log.origin, 2)]],
  ['something else', ['other']],
])('it writes %s', async (_, keys) => {
  const chain = new TestChain();
  chain.append([await chain.writing(keys.map((key) => ({ key, value: Uint8Array.of(1) })))]);
  expect(judged(chain).flaws).toEqual([['1 anchor-malformed witness, keys and values', true]]);
});

test('it deletes what was anchored', async () => {
  const chain = new TestChain();
  chain.append([await chain.anchor(log, 0, 2)]);
  const keys = [checkpointKey(log.origin, 2), headKey(log.origin)];
  chain.append([await chain.writing(keys.map((key) => ({ key, value: undefined })))]);
  expect(judged(chain)).toEqual({
    flaws: [['2 anchor-malformed witness, keys and values', true]],
    anchored: [2],
  });
});

const founders = ['EduBureauMSP', 'MarketRegMSP'];
const all = [...founders, 'FinanceMSP'];

test('an organisation that joins the channel anchors a log of its own', async () => {
  const chain = new TestChain();
  chain.append([chain.configuration(all)]);
  chain.append([await chain.anchor(log, 0, 2, { by: 'FinanceMSP' })]);
  expect(judged(chain)).toEqual({ flaws: [], anchored: [2] });
});

test('before it joined, it anchored nothing', async () => {
  const chain = new TestChain();
  chain.append([await chain.anchor(log, 0, 2, { by: 'FinanceMSP' })]);
  chain.append([chain.configuration(all)]);
  expect(judged(chain).flaws).toEqual([['1 transaction-invalid BAD_CREATOR_SIGNATURE', true]]);
});

test('an organisation that joins must endorse from when the chaincode is defined anew, and no sooner', async () => {
  const chain = new TestChain();
  chain.append([await chain.anchor(log, 0, 2)]);
  chain.append([chain.configuration(all)]);
  chain.append([await chain.anchor(log, 2, 3)]);
  chain.append([await chain.definition()]);
  chain.append([await chain.anchor(log, 3, 5, { endorsedBy: all })]);
  chain.append([await chain.anchor(log, 5, 9)]);
  const { trusted, served } = chain;
  expect(judged({ trusted: { ...trusted, endorsers: all }, served })).toEqual({
    flaws: [['6 transaction-unendorsed ENDORSEMENT_POLICY_FAILURE', true]],
    anchored: [2, 3, 5],
  });
});

test('who must endorse must go on to, also when the configuration drops it', async () => {
  const chain = new TestChain();
  chain.append([chain.configuration(['EduBureauMSP'])]);
  chain.append([await chain.definition()]);
  chain.append([await chain.anchor(log, 0, 2, { endorsedBy: ['EduBureauMSP'] })]);
  expect(judged(chain).flaws).toEqual([['3 transaction-unendorsed ENDORSEMENT_POLICY_FAILURE', true]]);
});
