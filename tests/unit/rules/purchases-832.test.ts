import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countedFen,
  p832_01Reserve,
  p832_02DeclaredTotal,
  p832_03Counted,
  p832_04EligibleOrigin,
  p832_05SharedCanteen,
  p832_06OrderClaimedOnce,
  p832_07Pace,
  p832_08OrderDelivered,
} from '#services/rules/index.ts';
import { reference } from '#tests/support/reference.ts';
import { breachesOf, codesOf } from '#tests/support/rules.ts';

const { match } = reference.counties;

describe('P832-01 reserve', () => {
  const plan = {
    planId: 'p1',
    unitId: 'u1',
    canteenStatus: 'own',
    declaredFoodTotalFen: 100_000_00,
    reservedFen: 10_000_00,
    declaredBasisPoints: 1000,
  } as const;

  test('ten per cent to the fen', () => {
    expect(breachesOf(p832_01Reserve, plan)).toEqual([]);
    expect(breachesOf(p832_01Reserve, { ...plan, reservedFen: 9_999_99 })[0]).toMatchObject({
      breach: 'reserve-short',
      data: { reservedBasisPoints: 999, askedBasisPoints: 1000 },
    });
  });

  test('a declared share binds when it is higher, and is a breach when it is lower', () => {
    expect(codesOf(breachesOf(p832_01Reserve, { ...plan, declaredBasisPoints: 1500 }))).toEqual([
      'reserve-short',
    ]);
    expect(codesOf(breachesOf(p832_01Reserve, { ...plan, declaredBasisPoints: 500 }))).toEqual([
      'below-limit',
    ]);
  });

  test('Guangdong asked for thirty per cent in 2025', () => {
    const scope = { jurisdiction: '440106', on: '2025-03-02' };
    const found = breachesOf(p832_01Reserve, { ...plan, declaredBasisPoints: 3000 }, scope);
    expect(found[0]?.data).toMatchObject({ askedBasisPoints: 3000 });
  });

  test('a unit without a canteen, or covered by another, reserves nothing', () => {
    for (const canteenStatus of ['none', 'shared'] as const) {
      expect(breachesOf(p832_01Reserve, { ...plan, canteenStatus, reservedFen: 0 })).toEqual([]);
    }
    const outsourced = { ...plan, canteenStatus: 'outsourced', reservedFen: 0 } as const;
    expect(codesOf(breachesOf(p832_01Reserve, outsourced))).toEqual(['reserve-short']);
  });

  test('last year’s reserve binds only where the notice says so', () => {
    const facts = { ...plan, lastYearReservedFen: 20_000_00 };
    const binding = { floorBasisPoints: 1000, notBelowLastYear: true };
    expect(breachesOf(p832_01Reserve, facts)).toEqual([]);
    expect(p832_01Reserve.find({ ...facts, lastYearReservedFen: plan.reservedFen }, binding)).toEqual([]);
    expect(p832_01Reserve.find(facts, binding)).toEqual([
      {
        breach: 'reserve-short',
        evidence: ['p1', 'u1'],
        data: { reservedFen: 10_000_00, lastYearReservedFen: 20_000_00 },
      },
    ]);
  });
});

describe('P832-02 declared total', () => {
  const ask = (declaredFoodTotalFen: number, deliveredFoodTotalFen: number) =>
    breachesOf(p832_02DeclaredTotal, {
      planId: 'p1',
      unitId: 'u1',
      year: 2026,
      declaredFoodTotalFen,
      deliveredFoodTotalFen,
    });

  test('within ten per cent of what was delivered, either way', () => {
    expect(ask(110_000, 100_000)).toEqual([]);
    expect(ask(90_000, 100_000)).toEqual([]);
    expect(ask(110_001, 100_000)[0]?.data).toMatchObject({ differenceFen: 10_001 });
    expect(ask(89_999, 100_000)[0]?.data).toMatchObject({ differenceFen: -10_001 });
  });

  test('anything declared and nothing delivered', () => {
    expect(codesOf(ask(1, 0))).toEqual(['differs-from-ledger']);
    expect(ask(0, 0)).toEqual([]);
  });
});

describe('P832-03 counted', () => {
  const line = { lineId: 'l1', orderedFen: 100, acceptedFen: 100, paidFen: 100, evaluated: true };
  const ask = (lines: (typeof line)[], reportedFen?: number) =>
    breachesOf(p832_03Counted, { unitId: 'u1', year: 2026, lines, reportedFen });

  test('accepted, paid and evaluated counts in full', () => {
    expect(ask([line], 100)).toEqual([]);
  });

  test('an order that was not evaluated does not count', () => {
    const found = ask([line, { ...line, lineId: 'l2', evaluated: false }], 200);
    expect(found[0]).toMatchObject({
      breach: 'reported-differs',
      data: { reportedFen: 200, countedFen: 100 },
    });
    expect(found[1]).toMatchObject({
      breach: 'stuck',
      evidence: ['u1', 'l2'],
      data: { notEvaluatedFen: 100 },
      advisory: true,
    });
  });

  test('money stuck at each step is told apart', () => {
    const found = ask([
      { ...line, acceptedFen: 60, paidFen: 0, evaluated: false },
      { ...line, lineId: 'l2', paidFen: 70 },
    ]);
    expect(found[0]?.data).toMatchObject({
      orderedFen: 200,
      acceptedFen: 160,
      paidFen: 70,
      countedFen: 70,
      notAcceptedFen: 40,
      notPaidFen: 90,
      notEvaluatedFen: 0,
    });
  });

  test('never more than was accepted, nor than was paid', () => {
    const fen = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fen,
        fen,
        fen,
        fc.boolean(),
        fc.boolean(),
        (orderedFen, acceptedFen, paidFen, evaluated, required) => {
          const counted = countedFen(
            { lineId: 'l', orderedFen, acceptedFen, paidFen, evaluated },
            { evaluationRequired: required },
          );
          expect(counted).toBeLessThanOrEqual(Math.min(acceptedFen, paidFen));
          if (required && !evaluated) expect(counted).toBe(0);
        },
      ),
    );
  });
});

describe('P832-04 origin', () => {
  const listed = match({ code: '341524' });
  const claim = {
    lineId: 'l1',
    claimedAs: '832',
    platform: '832',
    orderNo: '1',
    origin: listed,
    supplier: listed,
  } as const;

  test('grown and registered in a listed county, ordered on the platform', () => {
    expect(breachesOf(p832_04EligibleOrigin, claim)).toEqual([]);
  });

  test('goods of a listed county from a dealer elsewhere', () => {
    const found = breachesOf(p832_04EligibleOrigin, { ...claim, supplier: match({ code: '310115' }) });
    expect(found).toEqual([
      {
        breach: 'county-not-listed',
        evidence: ['l1'],
        data: { place: 'supplier', reason: 'code-not-listed' },
      },
    ]);
  });

  test('a name that means two places is for a person, one never looked up is not verified', () => {
    const ambiguous = { ...claim, origin: match({ name: '城关区' }) };
    expect(codesOf(breachesOf(p832_04EligibleOrigin, ambiguous))).toEqual(['county-ambiguous']);
    expect(codesOf(breachesOf(p832_04EligibleOrigin, { ...claim, origin: undefined }))).toEqual([
      'county-not-verified',
    ]);
  });

  test('a purchase elsewhere, or without an order number, is not an 832 purchase', () => {
    const farm = { ...claim, platform: 'farm-to-school' } as const;
    expect(codesOf(breachesOf(p832_04EligibleOrigin, farm))).toEqual(['mixed-channels']);
    expect(codesOf(breachesOf(p832_04EligibleOrigin, { ...claim, orderNo: undefined }))).toEqual([
      'no-order-number',
    ]);
  });

  test('other help is not asked', () => {
    const other = { lineId: 'l1', claimedAs: 'other-help', platform: 'farm-to-school' } as const;
    expect(breachesOf(p832_04EligibleOrigin, other)).toEqual([]);
  });
});

describe('P832-05 shared canteens and contractors', () => {
  type Status = 'own' | 'shared';
  const filing = (unitId: string, status: Status, reservedFen: number) => ({
    planId: `plan-${unitId}`,
    unitId,
    status,
    declaredFoodTotalFen: reservedFen * 10,
    reservedFen,
  });
  const ask = (filings: ReturnType<typeof filing>[], shares: [string, number][][] = []) =>
    breachesOf(p832_05SharedCanteen, {
      year: 2026,
      canteens: [{ canteenId: 'k1', filings }],
      contractorLines: shares.map((list, i) => ({
        lineId: `l${i}`,
        shares: list.map(([schoolId, basisPoints]) => ({ schoolId, basisPoints })),
      })),
    });

  test('one unit files, its sharers file nothing', () => {
    expect(ask([filing('a', 'own', 100), filing('b', 'shared', 0)])).toEqual([]);
  });

  test('two units with money, or a sharer with any, count the canteen twice', () => {
    expect(ask([filing('a', 'own', 100), filing('b', 'own', 100)])[0]).toMatchObject({
      breach: 'filed-twice',
      evidence: ['k1', 'plan-a', 'plan-b'],
    });
    expect(codesOf(ask([filing('b', 'shared', 1)]))).toEqual(['filed-twice']);
    const onlyTotal = { ...filing('b', 'shared', 1), reservedFen: 0 };
    expect(codesOf(ask([onlyTotal]))).toEqual(['filed-twice']);
  });

  test('a contractor’s line belongs to its schools, whole', () => {
    expect(
      ask(
        [],
        [
          [['a', 10_000]],
          [
            ['a', 3333],
            ['b', 6667],
          ],
        ],
      ),
    ).toEqual([]);
    expect(codesOf(ask([], [[], [['a', 9999]]]))).toEqual(['unallocated', 'shares-wrong']);
  });
});

describe('P832-06 an order is claimed once', () => {
  const claim = { claimId: 'c1', unitId: 'a', platform: '832', orderNo: '7', lineNo: 1 };
  const ask = (...changes: object[]) =>
    breachesOf(p832_06OrderClaimedOnce, {
      claims: [claim, ...changes.map((change) => ({ ...claim, ...change }))],
    });

  test('other lines and orders are other purchases', () => {
    expect(ask({ claimId: 'c2', lineNo: 2 }, { claimId: 'c3', orderNo: '8' })).toEqual([]);
  });

  test('the same claim imported again is one claim', () => {
    expect(ask({})).toEqual([]);
  });

  test('two units, or one unit twice', () => {
    expect(ask({ claimId: 'c2', unitId: 'b' })[0]).toMatchObject({
      breach: 'claimed-twice',
      evidence: ['c1', 'c2'],
      data: { orderNo: '7', units: 2 },
    });
    expect(codesOf(ask({ claimId: 'c2' }))).toEqual(['claimed-twice']);
  });

  test('as 832 and as farm to school', () => {
    expect(codesOf(ask({ claimId: 'c2', platform: 'farm-to-school' }))).toEqual(['mixed-channels']);
  });
});

describe('P832-07 pace', () => {
  const facts = {
    unitId: 'u1',
    year: 2026,
    on: '2026-07-02',
    reservedFen: 1_000_000,
    countedFen: 500_000,
    filedOn: '2026-03-01',
  };

  test('half of it by the middle of the year', () => {
    expect(breachesOf(p832_07Pace, facts)).toEqual([]);
    expect(breachesOf(p832_07Pace, { ...facts, countedFen: 401_300 })).toEqual([]);
    expect(codesOf(breachesOf(p832_07Pace, { ...facts, countedFen: 401_299 }))).toEqual(['behind-pace']);
  });

  test('a year that has not begun has no pace', () => {
    expect(breachesOf(p832_07Pace, { ...facts, on: '2025-12-31', countedFen: 0 })).toEqual([]);
  });

  test('more than a tenth behind, with what is missing at this pace', () => {
    expect(breachesOf(p832_07Pace, { ...facts, countedFen: 300_000 })).toEqual([
      {
        breach: 'behind-pace',
        evidence: ['u1'],
        data: {
          year: 2026,
          completedBasisPoints: 3000,
          elapsedBasisPoints: 5013,
          forecastFen: 598_360,
          shortfallFen: 401_640,
        },
      },
    ]);
  });

  test('a reserve of nothing has no pace', () => {
    expect(breachesOf(p832_07Pace, { ...facts, reservedFen: 0, countedFen: 0 })).toEqual([]);
  });

  test('the filing is due two weeks ahead of its deadline, and afterwards', () => {
    const early = { ...facts, countedFen: 1_000_000, filedOn: undefined };
    expect(breachesOf(p832_07Pace, { ...early, on: '2026-03-06' })).toEqual([]);
    expect(breachesOf(p832_07Pace, { ...early, on: '2026-03-07' })[0]).toMatchObject({
      breach: 'filing-due',
      data: { dueOn: '2026-03-21', daysLeft: 14 },
    });
    expect(breachesOf(p832_07Pace, { ...early, on: '2026-03-22' })[0]?.data).toMatchObject({ daysLeft: -1 });
  });
});

describe('P832-08 orders that were delivered', () => {
  const line = {
    lineId: 'l1',
    channel: 'canteen',
    acceptedFen: 100,
    acceptedGrams: 10_000,
    deliveries: [] as { lotId: string; grams: number }[],
  } as const;
  const delivered = (...grams: number[]) => ({
    lines: [{ ...line, deliveries: grams.map((each, i) => ({ lotId: `b${i}`, grams: each })) }],
  });

  test('an accepted canteen order has a delivery', () => {
    expect(breachesOf(p832_08OrderDelivered, delivered(10_000))).toEqual([]);
    expect(breachesOf(p832_08OrderDelivered, { lines: [line] })).toEqual([
      {
        breach: 'no-batch',
        evidence: ['l1'],
        data: { channel: 'canteen', acceptedFen: 100, acceptedGrams: 10_000, arrivedGrams: 0 },
      },
    ]);
  });

  test('deliveries account for all of it but what scales differ by', () => {
    expect(breachesOf(p832_08OrderDelivered, delivered(4_000, 5_500))).toEqual([]);
    expect(breachesOf(p832_08OrderDelivered, delivered(4_000, 5_499))).toMatchObject([
      { breach: 'short-delivery', evidence: ['l1', 'b0', 'b1'], data: { arrivedGrams: 9_499 } },
    ]);
  });

  test('nothing accepted yet, or a union gift, needs none', () => {
    const lines = [
      { ...line, acceptedFen: 0 },
      { ...line, channel: 'union' as const },
    ];
    expect(breachesOf(p832_08OrderDelivered, { lines })).toEqual([]);
  });
});
