import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '#ledger/bytes.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import { ContractLedger } from '#tests/support/contract-state.ts';
import { TestLog } from '#tests/support/test-log.ts';

const origin = 'log.example/grows';
const mspId = 'EduBureauMSP';
const honest = new TestLog(origin);

const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

test('a log may grow by any steps', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async (unordered) => {
      const ledger = new ContractLedger(witnessContract());
      let head = 0;
      for (const size of unordered.sort((a, b) => a - b)) {
        expect(await ledger.call(mspId, 'Anchor', ...(await honest.anchorArguments(head, size)))).toBe(
          'anchored',
        );
        head = size;
      }
      expect(JSON.parse(await ledger.call(mspId, 'Head', origin))).toMatchObject({
        size: head,
        root: toHex(honest.root(head)),
      });
    }),
    { numRuns: 60 },
  );
});

/** A rewritten past: entries from `from` on differ, and `from` lies within what is anchored. */
const rewriting = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.nat(), fc.integer({ min: 1, max: 20 }), fc.nat({ max: 40 }))
  .map(([held, seed, growth, lie]) => ({ held, from: seed % held, size: held + growth, lie }));

test('no proof carries a head over to a log with another past', async () => {
  await fc.assert(
    fc.asyncProperty(rewriting, async ({ held, from, size, lie }) => {
      const ledger = new ContractLedger(witnessContract());
      await ledger.call(mspId, 'Anchor', ...(await honest.anchorArguments(0, held)));
      const rewritten = new TestLog(origin, { from, content: 'rewritten' });
      const attempts = [
        await rewritten.anchorArguments(held, size),
        await rewritten.anchorArguments(Math.min(lie, size), size),
        // The honest proof for the forged root.
        (await rewritten.anchorArguments(held, size)).with(3, (await honest.anchorArguments(held, size))[3]!),
      ];
      for (const attempt of attempts)
        await expect(ledger.call(mspId, 'Anchor', ...attempt)).rejects.toMatchObject({ code: 'fork' });
      expect(JSON.parse(await ledger.call(mspId, 'Head', origin))).toMatchObject({ size: held });
    }),
    { numRuns: 60 },
  );
});

test('a flipped bit of a valid proof is refused', async () => {
  const cases = fc.tuple(
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
    fc.nat(),
    fc.nat({ max: 7 }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([held, growth, position, bit]) => {
      const ledger = new ContractLedger(witnessContract());
      await ledger.call(mspId, 'Anchor', ...(await honest.anchorArguments(0, held)));
      const given = await honest.anchorArguments(held, held + growth);
      const proof = fromHex(given[3]!);
      fc.pre(proof.length > 0);
      proof[position % proof.length]! ^= 1 << bit;
      await expect(ledger.call(mspId, 'Anchor', ...given.with(3, toHex(proof)))).rejects.toMatchObject({
        code: 'fork',
      });
    }),
    { numRuns: 60 },
  );
});
