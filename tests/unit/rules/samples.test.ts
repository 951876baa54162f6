import { describe, expect, test } from 'vitest';
import {
  sampleDueAt,
  smp01EveryDishSampled,
  smp02SampleWeight,
  smp03SampleDisposal,
  smp04CabinetTemperature,
  smp05SamplePeople,
  smp06SamplePlausibility,
  smp07SampleTraceable,
} from '#services/rules/index.ts';
import { breachesOf, codesOf } from '#tests/support/rules.ts';

const at = (time: string) => `2026-03-02T${time}.000Z`;

describe('SMP-01 dishes with a sample', () => {
  const meal = { mealId: 'm1', servedAt: at('04:00:00'), asOf: at('04:30:01') };
  const dish = (dishId: string, sampledAt: string[], traits: 'cold'[] = []) => ({
    dishId,
    traits,
    sampledAt,
  });

  test('a school samples every dish', () => {
    const dishes = [dish('rice', []), dish('pork', [at('03:50:00')])];
    expect(breachesOf(smp01EveryDishSampled, { ...meal, dishes })).toEqual([
      { breach: 'missing', evidence: ['m1', 'rice'], data: { dueAt: at('04:30:00') } },
    ]);
  });

  test('a university only the dishes at risk', () => {
    const dishes = [dish('rice', []), dish('salad', [], ['cold'])];
    const found = breachesOf(smp01EveryDishSampled, { ...meal, dishes }, { schoolKind: 'university' });
    expect(found.map(({ evidence }) => evidence)).toEqual([['m1', 'salad']]);
  });

  test('nothing is missing before half an hour has passed', () => {
    const facts = { ...meal, asOf: at('04:30:00'), dishes: [dish('rice', [])] };
    expect(breachesOf(smp01EveryDishSampled, facts)).toEqual([]);
  });

  test('the first sample decides whether it was late', () => {
    const late = [dish('rice', [at('04:30:01')])];
    expect(codesOf(breachesOf(smp01EveryDishSampled, { ...meal, dishes: late }))).toEqual(['late-sample']);
    const twice = [dish('rice', [at('04:30:01'), at('04:00:00')])];
    expect(breachesOf(smp01EveryDishSampled, { ...meal, dishes: twice })).toEqual([]);
    const justInTime = [dish('rice', [at('04:30:00')])];
    expect(breachesOf(smp01EveryDishSampled, { ...meal, dishes: justInTime })).toEqual([]);
  });
});

describe('SMP-02 sample weight', () => {
  const ask = (quantityGrams: number, policyGrams?: number) =>
    breachesOf(smp02SampleWeight, { sampleId: 's1', quantityGrams, policyGrams });

  test('125 g are enough, 124 are not', () => {
    expect(ask(125)).toEqual([]);
    expect(ask(124)[0]?.data).toEqual({ quantityGrams: 124, minimumGrams: 125 });
  });

  test('a policy can ask for more, never for less', () => {
    expect(codesOf(ask(199, 200))).toEqual(['below-limit']);
    expect(codesOf(ask(100, 100))).toEqual(['below-limit']);
  });
});

describe('SMP-03 disposal of a sample', () => {
  const sealedAt = at('04:00:00');
  const ask = (disposedAt: string, holdIds: string[] = []) =>
    breachesOf(smp03SampleDisposal, { sampleId: 's1', sealedAt, disposedAt, holdIds });

  test('after 48 hours to the millisecond', () => {
    expect(sampleDueAt(sealedAt, { keepHours: 48 })).toBe('2026-03-04T04:00:00.000Z');
    expect(ask('2026-03-04T04:00:00.000Z')).toEqual([]);
    expect(codesOf(ask('2026-03-04T03:59:59.999Z'))).toEqual(['disposed-early']);
  });

  test('never under a hold', () => {
    expect(ask('2026-04-01T00:00:00.000Z', ['h1'])).toEqual([{ breach: 'held', evidence: ['s1', 'h1'] }]);
  });
});

describe('SMP-04 cabinet temperature', () => {
  const reading = (time: string, temperatureMilliC: number) => ({
    id: time,
    at: at(time),
    temperatureMilliC,
  });
  const inside = { sampleId: 'in', fromAt: at('00:00:00') };
  const ask = (readings: ReturnType<typeof reading>[], samples = [inside]) =>
    breachesOf(smp04CabinetTemperature, { cabinetId: 'c1', readings, samples });

  test('at the limits it is in range', () => {
    expect(ask([reading('01:00:00', 0), reading('05:00:00', 8000), reading('06:00:00', 4000)])).toEqual([]);
  });

  test('an open door for half an hour is tolerated, a minute longer is not', () => {
    const warm = [reading('01:00:00', 4000), reading('02:00:00', 9000)];
    expect(ask([...warm, reading('02:30:00', 5000)])).toEqual([]);
    expect(ask([...warm, reading('02:31:00', 5000)])).toEqual([
      {
        breach: 'out-of-range',
        evidence: ['in', 'c1', '02:00:00'],
        data: { fromAt: at('02:00:00'), toAt: at('02:31:00'), lowestMilliC: 9000, highestMilliC: 9000 },
      },
    ]);
  });

  test('freezing counts like warming, and a cabinet that never recovers is reported to its last reading', () => {
    const found = ask([reading('02:00:00', -500), reading('02:20:00', -900), reading('03:00:00', -1500)]);
    expect(found[0]?.data).toMatchObject({
      toAt: at('03:00:00'),
      lowestMilliC: -1500,
      highestMilliC: -500,
    });
  });

  test('two separate excursions are two findings', () => {
    const found = ask([
      reading('01:00:00', 9000),
      reading('02:00:00', 4000),
      reading('03:00:00', 9000),
      reading('04:00:00', 4000),
    ]);
    expect(found).toHaveLength(2);
  });

  test('only samples that were inside meanwhile are named', () => {
    const samples = [
      { sampleId: 'before', fromAt: at('00:00:00'), toAt: at('02:00:00') },
      { sampleId: 'during', fromAt: at('02:10:00'), toAt: at('02:20:00') },
      { sampleId: 'after', fromAt: at('03:00:00') },
    ];
    const found = ask([reading('02:00:00', 12_000), reading('03:00:00', 4000)], samples);
    expect(found.map(({ evidence }) => evidence[0])).toEqual(['during']);
  });
});

describe('SMP-05 people', () => {
  const facts = {
    sampleId: 's1',
    takenById: 'a',
    takenOn: '2026-03-02',
    healthCertificate: { id: 'h1', validTo: '2026-03-02' },
    disposalWitnessId: 'b',
  };

  test('a certified taker and another witness', () => {
    expect(breachesOf(smp05SamplePeople, facts)).toEqual([]);
  });

  test('the taker as witness', () => {
    expect(codesOf(breachesOf(smp05SamplePeople, { ...facts, disposalWitnessId: 'a' }))).toEqual([
      'same-person',
    ]);
  });

  test('a lapsed certificate or none', () => {
    const lapsed = { ...facts, takenOn: '2026-03-03' };
    expect(breachesOf(smp05SamplePeople, lapsed)[0]).toMatchObject({
      breach: 'no-health-certificate',
      evidence: ['s1', 'a', 'h1'],
    });
    const none = { ...facts, healthCertificate: undefined };
    expect(codesOf(breachesOf(smp05SamplePeople, none))).toEqual(['no-health-certificate']);
  });
});

describe('SMP-06 plausibility', () => {
  const sample = (i: number, change: object = {}) => ({
    sampleId: `s${i}`,
    quantityGrams: 125 + i,
    sealedAt: at(`0${Math.floor(i / 60)}:${String(i % 60).padStart(2, '0')}:00`),
    receivedAt: at('04:00:00'),
    ...change,
  });
  const month = (count: number, change: (i: number) => object = () => ({})) =>
    Array.from({ length: count }, (_, i) => sample(i + 120, change(i)));
  const ask = (samples: ReturnType<typeof sample>[]) =>
    breachesOf(smp06SamplePlausibility, { canteenId: 'k1', samples });

  test('different weights at different times are plausible', () => {
    expect(ask(month(40))).toEqual([]);
  });

  test('eight in ten of one weight are not, seven are', () => {
    const same = (share: number) => month(40, (i) => (i < 40 * share ? { quantityGrams: 130 } : {}));
    expect(ask(same(0.8))[0]).toMatchObject({
      breach: 'identical-amounts',
      data: { quantityGrams: 130, samples: 40 },
    });
    expect(ask(same(0.7))).toEqual([]);
  });

  test('a handful of equal weights says nothing', () => {
    expect(ask(month(19, () => ({ quantityGrams: 130 })))).toEqual([]);
    expect(codesOf(ask(month(20, () => ({ quantityGrams: 130 }))))).toEqual(['identical-amounts']);
  });

  test('ten in one second were typed', () => {
    const together = (count: number) => month(count, () => ({ sealedAt: at('03:00:00') }));
    expect(codesOf(ask(together(10)))).toEqual(['mass-entry']);
    expect(ask(together(9))).toEqual([]);
  });

  test('sealed before it was cooked, or entered more than two hours later', () => {
    const sealedAt = at('02:00:00');
    expect(codesOf(ask([sample(1, { sealedAt, cookedAt: at('02:00:01') })]))).toEqual([
      'sealed-before-cooked',
    ]);
    expect(codesOf(ask([sample(1, { sealedAt, receivedAt: at('04:00:01') })]))).toEqual(['late-entry']);
    expect(ask([sample(1, { sealedAt, cookedAt: at('02:00:00') })])).toEqual([]);
  });
});

describe('SMP-07 traceable sample', () => {
  const ask = (dishes: { dishId: string; batchIds: string[] }[]) =>
    breachesOf(smp07SampleTraceable, { sampleId: 's1', dishes });

  test('through a dish to a batch, be there another dish without one', () => {
    expect(ask([{ dishId: 'd1', batchIds: ['b1'] }])).toEqual([]);
    expect(
      ask([
        { dishId: 'd1', batchIds: [] },
        { dishId: 'd2', batchIds: ['b1'] },
      ]),
    ).toEqual([]);
  });

  test('not without a dish, nor through a dish without batches', () => {
    expect(codesOf(ask([]))).toEqual(['missing']);
    expect(ask([{ dishId: 'd1', batchIds: [] }])).toEqual([{ breach: 'no-batch', evidence: ['s1', 'd1'] }]);
  });
});
