import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountsAt,
  type Fact,
  factsOf,
  type LineHistory,
  type Measure,
  measures,
} from '#services/purchases/algebra.ts';
import { apportion } from '#services/purchases/apportion.ts';
import { historyFaults } from '#services/purchases/history-faults.ts';
import { lineHistory, shuffled, whole } from '#tests/support/order-lines.ts';

const never = '2099-01-01T00:00:00.000Z';
const sum = (facts: readonly Fact[], measure: Measure) =>
  facts.filter((fact) => fact.measure === measure).reduce((total, { fen }) => total + fen, 0);
const instants = (line: LineHistory) =>
  [line.ordered, line.accepted, line.paid, ...line.adjustments].flatMap((event) => (event ? [event.at] : []));

test('the example: returned after it counted', () => {
  const line: LineHistory = {
    ordered: { at: '2025-03-01T01:00:00.000Z', fen: 400_000, grams: 50_000 },
    accepted: { at: '2025-03-05T01:00:00.000Z', fen: 400_000, grams: 50_000 },
    paid: { at: '2025-03-20T01:00:00.000Z', fen: 400_000 },
    evaluatedAt: '2025-03-31T15:30:00.000Z',
    adjustments: [{ kind: 'return', at: '2025-04-02T01:00:00.000Z', fen: 40_000, grams: 5_000 }],
  };
  const counted = factsOf(line, whole).filter(({ measure }) => measure === 'counted');
  expect(counted).toEqual([
    {
      unitId: 'u',
      measure: 'counted',
      at: '2025-03-31T15:30:00.000Z',
      bookedOn: '2025-03-31',
      restatedOn: '2025-03-31',
      fen: 400_000,
      grams: 0,
    },
    {
      unitId: 'u',
      measure: 'counted',
      at: '2025-04-02T01:00:00.000Z',
      bookedOn: '2025-04-02',
      restatedOn: '2025-03-31',
      fen: -40_000,
      grams: 0,
    },
  ]);
});

test('periods are days in Shanghai, not in UTC', () => {
  const line: LineHistory = {
    ordered: { at: '2025-12-31T16:00:00.000Z', fen: 1, grams: 1 },
    adjustments: [],
  };
  expect(factsOf(line, whole)).toMatchObject([{ bookedOn: '2026-01-01', restatedOn: '2026-01-01' }]);
});

test('C ≤ A, C ≤ P and A ≤ O at every moment', () => {
  fc.assert(
    fc.property(lineHistory, (line) => {
      for (const at of instants(line)) {
        const { orderedFen, acceptedFen, paidFen, settledFen, countedFen } = amountsAt(line, at);
        expect(countedFen).toBeLessThanOrEqual(acceptedFen);
        expect(countedFen).toBeLessThanOrEqual(paidFen);
        expect(settledFen).toBe(Math.min(acceptedFen, paidFen));
        expect(countedFen).toBeGreaterThanOrEqual(0);
        if (line.accepted && line.ordered.at <= at) expect(acceptedFen).toBeLessThanOrEqual(orderedFen);
      }
    }),
  );
});

test('nothing counts before it is accepted, paid and evaluated', () => {
  fc.assert(
    fc.property(lineHistory, (line) => {
      const { accepted, paid, evaluatedAt } = line;
      const complete = accepted && paid && evaluatedAt;
      const facts = factsOf(line, whole).filter(({ measure }) => measure === 'counted');
      if (!complete) expect(facts).toEqual([]);
      else {
        const countedAt = [accepted.at, paid.at, evaluatedAt].sort().at(-1) as string;
        for (const { at } of facts) expect(at >= countedAt).toBe(true);
      }
    }),
  );
});

test('facts up to a cut-off sum to the amounts at the cut-off', () => {
  fc.assert(
    fc.property(lineHistory, (line) => {
      const facts = factsOf(line, whole);
      for (const at of instants(line)) {
        const amounts = amountsAt(line, at);
        const upTo = facts.filter((fact) => fact.at <= at);
        for (const measure of measures) expect(sum(upTo, measure)).toBe(amounts[`${measure}Fen`]);
      }
    }),
  );
});

test('the order in which news arrives does not change the facts', () => {
  fc.assert(
    fc.property(lineHistory, fc.integer(), (line, seed) => {
      const later = { ...line, adjustments: shuffled(line.adjustments, seed) };
      expect(factsOf(later, whole)).toEqual(factsOf(line, whole));
    }),
  );
});

test('booked and restated differ only in the period: their sums agree once every adjustment is in', () => {
  fc.assert(
    fc.property(fc.array(lineHistory, { maxLength: 8 }), (lines) => {
      const facts = lines.flatMap((line) => factsOf(line, whole));
      const by = (key: 'bookedOn' | 'restatedOn', measure: Measure) =>
        Object.values(Object.groupBy(facts, (fact) => fact[key].slice(0, 7)))
          .map((group) => sum(group as Fact[], measure))
          .reduce((total, part) => total + part, 0);
      for (const measure of measures) expect(by('bookedOn', measure)).toBe(by('restatedOn', measure));
      for (const { restatedOn, bookedOn } of facts) expect(restatedOn <= bookedOn).toBe(true);
    }),
  );
});

test('restated, a measure of a line stands in one period alone', () => {
  fc.assert(
    fc.property(lineHistory, (line) => {
      for (const measure of measures) {
        const periods = factsOf(line, whole).filter((fact) => fact.measure === measure);
        expect(new Set(periods.map(({ restatedOn }) => restatedOn)).size).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('the parts of a contractor order sum to the fen, and C ≤ A and C ≤ P hold in each', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lineHistory, weights, (line, given) => {
      const shares = given.map((weight, place) => ({ unitId: `u${place}`, weight }));
      const facts = factsOf(line, shares);
      const amounts = amountsAt(line, never);
      for (const measure of ['ordered', 'accepted', 'paid'] as const) {
        expect(sum(facts, measure)).toBe(amounts[`${measure}Fen`]);
      }
      for (const { unitId } of shares) {
        const own = facts.filter((fact) => fact.unitId === unitId);
        expect(sum(own, 'counted')).toBeLessThanOrEqual(sum(own, 'accepted'));
        expect(sum(own, 'counted')).toBeLessThanOrEqual(sum(own, 'paid'));
      }
    }),
  );
});

test('largest remainder: parts sum to the whole and stay within one of the quota', () => {
  const weights = fc
    .array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 })
    .filter((all) => all.some(Boolean));
  fc.assert(
    fc.property(fc.nat(100_000_000_000), weights, (amount, given) => {
      const parts = apportion(amount, given);
      const total = given.reduce((all, weight) => all + weight, 0);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(amount);
      parts.forEach((part, place) => {
        const quota = (amount / total) * (given[place] as number);
        expect(Math.abs(part - quota)).toBeLessThan(1.001);
      });
    }),
  );
  expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(apportion(1, [2, 3])).toEqual([0, 1]);
  expect(() => apportion(-1, [1])).toThrow(RangeError);
  expect(() => apportion(1, [0, 0])).toThrow(RangeError);
});

const day = (on: number) => `2025-03-${String(on).padStart(2, '0')}T01:00:00.000Z`;
const base: LineHistory = {
  ordered: { at: day(1), fen: 1_000, grams: 1_000 },
  accepted: { at: day(3), fen: 900, grams: 900 },
  paid: { at: day(4), fen: 1_000 },
  adjustments: [{ kind: 'cancel', at: day(2), fen: 100, grams: 100 }],
};

test.for<[string, Partial<LineHistory>, string]>([
  [
    'accepted beyond what was left after a cancellation',
    { accepted: { at: day(3), fen: 901, grams: 900 } },
    '/accepted/fen',
  ],
  ['paid beyond the order', { paid: { at: day(4), fen: 1_001 } }, '/paid/fen'],
  [
    'more returned than accepted',
    { adjustments: [{ kind: 'return', at: day(5), fen: 901, grams: 0 }] },
    '/accepted/fen',
  ],
  [
    'more refunded than paid',
    { adjustments: [{ kind: 'refund', at: day(5), fen: 1_001, grams: 0 }] },
    '/paid/fen',
  ],
  [
    'a return before the goods came',
    { adjustments: [{ kind: 'return', at: day(2), fen: 1, grams: 0 }] },
    '/adjustments/0/at',
  ],
  ['the future', { evaluatedAt: '2027-01-01T00:00:00.000Z' }, '/evaluatedAt'],
])('cannot be true: %s', ([, change, pointer]) => {
  const faults = historyFaults({ ...base, ...change }, '2026-01-01T00:00:00.000Z');
  expect(faults.map((fault) => fault.pointer)).toContain(pointer);
});

test('a possible history has no faults', () => {
  expect(historyFaults(base, '2026-01-01T00:00:00.000Z')).toEqual([]);
  fc.assert(
    fc.property(lineHistory, (line) => {
      expect(historyFaults(line, never)).toEqual([]);
    }),
  );
});
