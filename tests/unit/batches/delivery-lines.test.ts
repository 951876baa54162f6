import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountFits, NewDelivery } from '#schemas/delivery.ts';

const gram = fc.integer({ min: 1, max: 1_000_000_000 });
const price = fc.integer({ min: 0, max: 100_000_000_000 });

test('an amount fits exactly when it is price × mass rounded down or up to a whole fen', () => {
  fc.assert(
    fc.property(price, gram, fc.integer({ min: -3, max: 3 }), (priceFenPerKg, acceptedGrams, off) => {
      const exact = BigInt(priceFenPerKg) * BigInt(acceptedGrams);
      const down = exact / 1000n;
      const stated = down + BigInt(off);
      if (stated < 0n || stated > 9_007_199_254_740_991n) return;
      const fits = off === 0 || (off === 1 && exact % 1000n !== 0n);
      expect(amountFits({ priceFenPerKg, acceptedGrams, amountFen: Number(stated) })).toBe(fits);
    }),
  );
});

/** Light enough that accepted and refused together stay below the limit of one line. */
const part = fc.integer({ min: 1, max: 400_000_000 });

const line = fc
  .record({ id: fc.uuid({ version: 7 }), accepted: part, refused: fc.option(part) })
  .map(({ id, accepted, refused }) => ({
    id,
    goodsCode: 'VEG.LEAF',
    goodsName: '上海青',
    acceptedGrams: accepted,
    deliveredGrams: accepted + (refused ?? 0),
    ...(refused === null
      ? {}
      : { refusal: { grams: refused, reason: '腐烂', disposition: 'returned' as const } }),
    priceFenPerKg: 0,
    amountFen: 0,
  }));
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 50, selector: ({ id }) => id });
const delivery = (of: unknown[]) => ({
  schoolId: '01938e6a-9c00-7000-8000-000000000001',
  supplierId: '01938e6a-9c00-7000-8000-000000000002',
  noteNumber: '1',
  arrivedAt: '2026-03-02T06:20:00+08:00',
  lines: of,
});

test('every one of N lines is validated: one that does not add up is found wherever it stands', () => {
  fc.assert(
    fc.property(lines, fc.nat(), (good, seed) => {
      const bad = seed % good.length;
      const spoilt = good.map((each, index) =>
        index === bad ? { ...each, deliveredGrams: each.deliveredGrams + 1 } : each,
      );
      expect(NewDelivery.safeParse(delivery(good)).success).toBe(true);
      const { error } = NewDelivery.safeParse(delivery(spoilt));
      expect(error?.issues.map(({ path }) => path)).toEqual([['lines', bad, 'acceptedGrams']]);
    }),
    { numRuns: 50 },
  );
});

test('a line keeps id and content through reordering and editing of others', () => {
  fc.assert(
    fc.property(lines, fc.nat(), (before, seed) => {
      const edited = before
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .with(seed % before.length, {
          ...(before[0] as (typeof before)[number]),
          id: '01938e6a-9c00-7000-8000-00000000ffff',
        });
      const parsed = NewDelivery.parse(delivery(edited));
      for (const [index, { id }] of edited.entries()) {
        expect(parsed.lines[index]).toMatchObject({ id, deliveredGrams: edited[index]?.deliveredGrams });
      }
    }),
    { numRuns: 50 },
  );
});

test('two lines of one id are refused', () => {
  fc.assert(
    fc.property(line, (one) => {
      expect(NewDelivery.safeParse(delivery([one, one])).success).toBe(false);
    }),
    { numRuns: 20 },
  );
});
