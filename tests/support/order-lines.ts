import fc from 'fast-check';
import { addMilliseconds } from '#schemas/time.ts';
import type { LineHistory, Share } from '#services/purchases/algebra.ts';

/** One unit that has the whole line. */
export const whole: readonly Share[] = [{ unitId: 'u', weight: 1 }];

const hourMs = 3_600_000;
const begin = '2025-01-01T00:00:00.000Z';
const hour = (offset: number) => addMilliseconds(begin, offset * hourMs);
/** An hour within some twenty months: lines cross the turn of the year. */
const anyHour = fc.nat(15_000);

/** Parts of an amount that together never exceed it. */
const partsOf = (whole: number, cuts: readonly number[]) => {
  let left = whole;
  return cuts.map((cut) => {
    const part = Math.floor((left * cut) / 100);
    left -= part;
    return part;
  });
};

/** A history that can be true: any states reached, in any order of time, with cancellations, returns and refunds. */
export const lineHistory: fc.Arbitrary<LineHistory> = fc
  .record({
    fen: fc.integer({ min: 1, max: 10_000_000 }),
    at: anyHour,
    accepted: fc.option(fc.record({ at: anyHour, percent: fc.integer({ min: 1, max: 100 }) }), {
      nil: undefined,
    }),
    paid: fc.option(fc.record({ at: anyHour, percent: fc.integer({ min: 1, max: 100 }) }), {
      nil: undefined,
    }),
    evaluated: fc.option(anyHour, { nil: undefined }),
    cancels: fc.array(fc.record({ wait: fc.nat(9_000), percent: fc.nat(100) }), { maxLength: 2 }),
    returns: fc.array(fc.record({ wait: fc.nat(9_000), percent: fc.nat(100) }), { maxLength: 2 }),
    refunds: fc.array(fc.record({ wait: fc.nat(9_000), percent: fc.nat(100) }), { maxLength: 2 }),
  })
  .map(({ fen, at, accepted, paid, evaluated, cancels, returns, refunds }) => {
    const cancelled = partsOf(
      Math.floor(fen / 2),
      cancels.map(({ percent }) => percent),
    );
    const rest = fen - cancelled.reduce((sum, part) => sum + part, 0);
    const acceptedFen = accepted && Math.max(1, Math.floor((rest * accepted.percent) / 100));
    const paidFen = paid && Math.max(1, Math.floor((fen * paid.percent) / 100));
    const adjust = (
      kind: 'cancel' | 'return' | 'refund',
      from: number,
      of: readonly { wait: number; percent: number }[],
      parts: readonly number[],
    ) => of.map(({ wait }, i) => ({ kind, at: hour(from + wait), fen: parts[i] as number, grams: 0 }));
    const percents = (of: readonly { percent: number }[]) => of.map(({ percent }) => percent);
    return {
      ordered: { at: hour(at), fen, grams: fen },
      accepted: accepted && {
        at: hour(accepted.at),
        fen: acceptedFen as number,
        grams: acceptedFen as number,
      },
      paid: paid && { at: hour(paid.at), fen: paidFen as number },
      evaluatedAt: evaluated === undefined ? undefined : hour(evaluated),
      adjustments: [
        ...adjust('cancel', at, cancels, cancelled),
        ...(accepted
          ? adjust('return', accepted.at, returns, partsOf(acceptedFen as number, percents(returns)))
          : []),
        ...(paid ? adjust('refund', paid.at, refunds, partsOf(paidFen as number, percents(refunds))) : []),
      ],
    };
  });

/** The items in an order that depends on the seed alone. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
