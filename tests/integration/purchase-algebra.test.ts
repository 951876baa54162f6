import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Dimension,
  Dimension as Dimensions,
  type FactSums,
  type FigureName,
  type Totals,
} from '#schemas/purchase-totals.ts';
import { amountsAt, factsOf } from '#services/purchases/algebra.ts';
import { type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { type DrawnLine, drawLines, liveThrough } from '#tests/support/purchase-world.ts';
import { purchasingDistrict } from '#tests/support/purchases.ts';

let t: TestApp;
let d: Awaited<ReturnType<typeof purchasingDistrict>>;
let lines: DrawnLine[];

/** Drawn histories run from 2025 into 2027, so they are told in 2028. */
const now = '2028-01-02T00:00:00.000Z';
const years = [2025, 2026, 2027];
const views = ['booked', 'restated'] as const;

beforeAll(async () => {
  t = await testApp();
  t.clock.set(now);
  d = await purchasingDistrict(t);
  lines = drawLines([d.east, d.west], 60, 832);
  await liveThrough(people(d), lines, 1);
});
afterAll(() => t[Symbol.asyncDispose]());

const people = (of: typeof d): ReadonlyMap<string, Person> =>
  new Map([
    [of.east, of.manager],
    [of.west, of.westManager],
  ]);

async function totals(query: string, of = d): Promise<Totals> {
  const { status, body } = await of.get(of.auditor, `totals?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const allFacts = () =>
  lines.flatMap(({ history, line }) => factsOf(history, [{ unitId: line.schoolId, weight: 1 }]));

test('totals are the sums that the algebra gives, year by year, in both views', async () => {
  for (const year of years) {
    for (const view of views) {
      const { sums } = await totals(`year=${year}&view=${view}`);
      const day = view === 'booked' ? 'bookedOn' : 'restatedOn';
      const expected = (measure: string) =>
        allFacts()
          .filter((fact) => fact.measure === measure && fact[day].startsWith(`${year}-`))
          .reduce((sum, { fen }) => sum + fen, 0);
      for (const measure of ['ordered', 'accepted', 'paid', 'settled', 'counted'] as const) {
        expect(sums[measure], `${year} ${view} ${measure}`).toBe(expected(measure));
      }
    }
  }
});

test('whatever the totals are cut by, the parts sum to the whole', async () => {
  for (const by of Dimensions.options) {
    for (const view of views) {
      const { sums, groups } = await totals(`year=2025&view=${view}&by=${by}`);
      for (const name of Object.keys(sums) as (keyof FactSums)[]) {
        // A line that is in two periods is one line of each.
        if (name === 'lines' && ['quarter', 'month'].includes(by)) continue;
        const parts = groups.reduce((sum, group) => sum + group.sums[name], 0);
        expect(parts, `${by} ${view} ${name}`).toBe(sums[name]);
      }
    }
  }
});

test('booked and restated agree once all years are in', async () => {
  const all = await Promise.all(
    views.map(async (view) => {
      const found = await Promise.all(years.map((year) => totals(`year=${year}&view=${view}`)));
      const sum = (name: keyof FactSums) => found.reduce((total, { sums }) => total + sums[name], 0);
      return (['ordered', 'accepted', 'paid', 'settled', 'counted'] as const).map(sum);
    }),
  );
  expect(all[0]).toEqual(all[1]);
  expect(all[0]?.every((sum) => sum > 0)).toBe(true);
});

test('a cut-off leaves out what came later', async () => {
  const asOf = '2025-09-30';
  const found = await Promise.all(years.map((year) => totals(`year=${year}&view=restated&asOf=${asOf}`)));
  const last = '2025-09-30T15:59:59.999Z';
  const expected = lines.reduce((sum, { history }) => sum + amountsAt(history, last).countedFen, 0);
  expect(found.reduce((sum, { sums }) => sum + sums.counted, 0)).toBe(expected);
  expect(expected).toBeGreaterThan(0);
});

test('a year, its quarters and its months come to the same', async () => {
  const year = await totals('year=2025');
  const sum = async (part: string, count: number) => {
    const parts = await Promise.all(
      Array.from({ length: count }, (_, i) => totals(`year=2025&${part}=${i + 1}`)),
    );
    return parts.reduce((total, { sums }) => total + sums.counted, 0);
  };
  expect(await sum('quarter', 4)).toBe(year.sums.counted);
  expect(await sum('month', 12)).toBe(year.sums.counted);
  const schoolYear = await totals('schoolYear=2025&by=year');
  expect(schoolYear.basis).toMatchObject({ from: '2025-09-01', to: '2026-08-31' });
  expect(schoolYear.groups.map(({ key }) => key)).toEqual(['2025', '2026']);
  expect(schoolYear.units.completion).toBeNull();
});

test('the order in which news arrives does not change totals, nor does importing again', async () => {
  const other = await purchasingDistrict(t);
  const again = drawLines([other.east, other.west], 60, 832);
  await liveThrough(people(other), again, 99);
  for (const view of views) {
    const mine = await totals(`year=2025&view=${view}&by=county`);
    expect((await totals(`year=2025&view=${view}&by=county`, other)).groups).toEqual(mine.groups);
  }
  const before = await totals('year=2025', other);
  const repeated = await Promise.all(
    again.map(({ line }) => other.record(people(other).get(line.schoolId) as Person, line)),
  );
  expect(new Set(repeated.map(({ body }) => body.lines[0].outcome))).toEqual(new Set(['unchanged']));
  expect(await totals('year=2025', other)).toEqual(before);
});

const factFigures: FigureName[] = [
  'ordered',
  'accepted',
  'paid',
  'settled',
  'counted',
  'official',
  'canteen',
  'notAccepted',
  'notPaid',
  'notCounted',
  'acceptedGrams',
  'lines',
];

test('the rows behind each figure sum to it, whole and within each part', async () => {
  const rowSum = async (figure: FigureName, query: string) => {
    const { body } = await d.get(d.auditor, `rows?figure=${figure}&${query}`);
    const [part] = body.parts;
    const sum = part.rows.reduce((total: number, { value }: { value: number }) => total + value, 0);
    expect(part.sum).toBe(sum);
    return sum;
  };
  const cutBy: Dimension[] = ['county', 'channel', 'filingUnit', 'category', 'supplier', 'keyCounty'];
  for (const by of cutBy) {
    const { sums, groups } = await totals(`year=2025&by=${by}`);
    for (const figure of factFigures as (keyof FactSums)[]) {
      expect(await rowSum(figure, 'year=2025')).toBe(sums[figure]);
      const [group] = groups;
      const within = `year=2025&${by}=${encodeURIComponent(group?.key ?? '')}`;
      expect(await rowSum(figure, within), `${figure} ${within}`).toBe(group?.sums[figure]);
    }
  }
});
