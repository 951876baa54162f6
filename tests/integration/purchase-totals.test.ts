import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewDelivery } from '#schemas/delivery.ts';
import type { TotalsGroup } from '#schemas/purchase-totals.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, receivedDelivery } from '#tests/support/batches.ts';
import { completed, orderOf, purchasingDistrict } from '#tests/support/purchases.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

type District = Awaited<ReturnType<typeof purchasingDistrict>>;

const filing = (schoolId: string, reservedFen: number, more: object = {}) => ({
  schoolId,
  year: 2025,
  canteenStatus: 'own',
  declaredFoodFen: Math.max(1, reservedFen * 10),
  ratioBasisPoints: 1_000,
  reservedFen,
  filedAt: '2025-03-10T01:00:00Z',
  ...more,
});
const covered = (schoolId: string, representedById: string) => ({
  schoolId,
  year: 2025,
  canteenStatus: 'shared',
  representedById,
  filedAt: '2025-03-10T01:00:00Z',
});
const totals = async (d: District, query: string) => (await d.get(d.auditor, `totals?${query}`)).body;

test('golden: Guangxi, first half of 2022, from fen', async () => {
  const d = await purchasingDistrict(t);
  const [ordered, done] = [13_700_000_000, 8_465_530_000];
  await d.post(d.manager, 'filings', {
    ...filing(d.east, 23_627_000_000),
    year: 2022,
    declaredFoodFen: 100_000_000_000,
    filedAt: '2022-03-01T00:00:00Z',
  });
  await d.record(
    d.manager,
    orderOf(d.east, 'gx-1', {
      orderedAt: '2022-02-01T00:00:00Z',
      orderedFen: ordered,
      orderedGrams: 1_000_000,
      accepted: { at: '2022-03-01T00:00:00Z', fen: done, grams: 900_000 },
      paid: { at: '2022-04-01T00:00:00Z', fen: done },
      evaluatedAt: '2022-06-30T00:00:00Z',
    }),
  );
  const { units, sums } = await totals(d, 'year=2022&asOf=2022-06-30');
  expect(units.completion).toEqual({ numerator: done, denominator: 23_627_000_000, percent: '35.83' });
  expect(units.traded.percent).toBe('57.98');
  expect(sums.notAccepted).toBe(ordered - done);
});

test('money stuck at each step, and nothing counted without an evaluation', async () => {
  const d = await purchasingDistrict(t);
  const { accepted, paid } = completed;
  await d.record(
    d.manager,
    orderOf(d.east, 's-1'),
    orderOf(d.east, 's-2', { accepted }),
    orderOf(d.east, 's-3', { accepted, paid }),
    orderOf(d.east, 's-4', completed),
  );
  expect((await totals(d, 'year=2025')).sums).toMatchObject({
    ordered: 1_600_000,
    accepted: 1_200_000,
    paid: 800_000,
    settled: 800_000,
    counted: 400_000,
    notAccepted: 400_000,
    notPaid: 400_000,
    notCounted: 400_000,
    acceptedGrams: 150_000,
    lines: 4,
  });
});

test('a shared canteen is its filing unit’s: purchases of the covered unit count there, once', async () => {
  const d = await purchasingDistrict(t);
  await d.post(d.manager, 'filings', filing(d.east, 400_000));
  await d.post(d.westManager, 'filings', covered(d.west, d.east));
  await d.record(d.westManager, orderOf(d.west, 'sh-1', completed));
  const { groups, units } = await totals(d, 'year=2025&by=filingUnit');
  expect(groups).toMatchObject([{ key: d.east, label: '东校', sums: { counted: 400_000 } }]);
  expect(units).toMatchObject({
    reserved: 400_000,
    completion: { percent: '100.00' },
    onTarget: 1,
    withCanteen: 1,
  });
  const byUnit = await totals(d, 'year=2025&by=unit');
  const west = byUnit.groups.find(({ key }: TotalsGroup) => key === d.west);
  expect(west).toMatchObject({ sums: { counted: 400_000 }, units: { completion: { percent: null } } });
});

test('a report as of an earlier day knows the filing of that day', async () => {
  const d = await purchasingDistrict(t);
  const { body } = await d.post(d.manager, 'filings', filing(d.east, 400_000));
  const correction = { filing: filing(d.east, 500_000), reason: '退回' };
  await d.post(d.manager, `filings/${body.id}/corrections`, correction);
  expect((await totals(d, 'year=2025&asOf=2025-03-09')).units.reserved).toBe(0);
  expect((await totals(d, 'year=2025&asOf=2025-12-31')).units.reserved).toBe(400_000);
  expect((await totals(d, 'year=2025')).units.reserved).toBe(500_000);
});

test('union and staff purchases complete the reserve and are never in the true share', async () => {
  const d = await purchasingDistrict(t);
  const at = await canteen(d, { schoolName: '实测学校' });
  const at2026 = {
    orderedAt: '2026-02-25T00:00:00Z',
    accepted: { at: '2026-03-02T01:00:00Z', fen: 400_000, grams: 50_000 },
    paid: { at: '2026-03-02T02:00:00Z', fen: 400_000 },
    evaluatedAt: '2026-03-02T03:00:00Z',
  };
  t.clock.set('2026-03-02T04:00:00.000Z');
  await d.post(at.manager, 'filings', {
    ...filing(at.schoolId, 1_000_000),
    year: 2026,
    declaredFoodFen: 9_000_000,
    filedAt: '2026-02-01T00:00:00Z',
  });
  await d.record(
    at.manager,
    orderOf(at.schoolId, 'u-1', at2026),
    orderOf(at.schoolId, 'u-2', { ...at2026, channel: 'union' }),
    orderOf(at.schoolId, 'u-3', { ...at2026, channel: 'staff-mini-program' }),
  );
  const food = (kilograms: number, arrivedAt: string, more: Partial<NewDelivery> = {}) =>
    receivedDelivery(at, {
      lines: [line({ acceptedGrams: kilograms * 1000, priceFenPerKg: 5_000 })],
      arrivedAt,
      ...more,
    });
  await food(900, '2026-03-02T06:20:00+08:00');
  const nobodySignedSecond = { coSigner: undefined };
  await food(700, '2026-02-25T06:20:00+08:00', nobodySignedSecond);
  const paper = { ...at2026, accepted: { ...at2026.accepted, at: '2026-02-26T00:00:00Z' } };
  await d.record(at.manager, orderOf(at.schoolId, 'u-4', { ...paper, channel: 'canteen' }));
  const query = `year=2026&filingUnit=${at.schoolId}`;
  const early = await totals(d, query);
  expect(early.units.filingError, 'the year is not over').toBe(null);
  t.clock.set('2027-01-05T00:00:00.000Z');
  await food(100, '2026-12-31T23:59:59+08:00');
  await food(300, '2027-01-01T00:00:00+08:00');
  const { units, sums } = await totals(d, query);
  expect(sums, 'what came before the first delivery is in no share of it').toMatchObject({
    official: 1_600_000,
    canteen: 400_000,
  });
  expect(units).toMatchObject({
    ledgerFood: 5_000_000,
    completion: { percent: '160.00' },
    trueShare: { numerator: 400_000, denominator: 5_000_000, percent: '8.00' },
    filingError: { numerator: 4_000_000, denominator: 5_000_000, percent: '80.00' },
    onTarget: 1,
  });
  const { body } = await d.get(d.auditor, `rows?figure=filingError&${query}`);
  expect(body.parts.map(({ figure, sum }: { figure: string; sum: number }) => [figure, sum])).toEqual([
    ['declared', 9_000_000],
    ['ledgerFood', 5_000_000],
  ]);
  expect(body.percent).toBe('80.00');
  t.clock.set('2026-03-01T22:30:00.000Z');
});

test('declared and received are compared only where the ledger covers the year', async () => {
  const d = await purchasingDistrict(t);
  const at = await canteen(d, { schoolName: '年中加入' });
  t.clock.set('2026-06-01T22:30:00.000Z');
  await receivedDelivery(at, { arrivedAt: '2026-06-02T06:20:00+08:00' });
  const declared = { ...filing(at.schoolId, 1_000_000), year: 2026, filedAt: '2026-03-10T01:00:00Z' };
  await d.post(at.manager, 'filings', declared);
  t.clock.set('2027-01-05T00:00:00.000Z');
  const query = `year=2026&filingUnit=${at.schoolId}`;
  expect(await totals(d, query)).toMatchObject({ ledgerSince: '2026-06-02', units: { filingError: null } });
  expect((await d.get(d.auditor, `rows?figure=filingError&${query}`)).body.percent).toBe(null);
  t.clock.set('2026-03-01T22:30:00.000Z');
});

test('what reserved nothing has no percentage, not 100 %', async () => {
  const d = await purchasingDistrict(t);
  await d.record(d.manager, orderOf(d.east, 'z-1', completed));
  const { units } = await totals(d, 'year=2025');
  expect(units).toMatchObject({
    reserved: 0,
    completion: { percent: null },
    trueShare: { percent: null },
    onTarget: 0,
    withCanteen: 2,
  });
});

test('what fails the conditions stands beside the totals with its reason, never inside', async () => {
  const d = await purchasingDistrict(t);
  const supplier = { name: '甲公司', countyCode: '310115' };
  const contractor = {
    channel: 'contractor',
    contractor: { name: '某餐饮公司' },
    forSeveralSchools: true,
  } as const;
  await d.record(
    d.manager,
    orderOf(d.east, 'b-1', completed),
    orderOf(d.east, 'b-2', { ...completed, supplier }),
    orderOf(d.east, 'b-3', { ...completed, platform: 'farm-to-school' }),
    orderOf(d.east, 'b-4', { ...completed, ...contractor }),
  );
  const { sums, beside } = await totals(d, 'year=2025');
  expect(sums).toMatchObject({ counted: 400_000, lines: 1 });
  expect(
    beside.map(({ reason, sums }: { reason: string; sums: { lines: number } }) => [reason, sums.lines]),
  ).toEqual([
    ['other-platform', 1],
    ['county-not-listed', 1],
    ['unallocated', 1],
  ]);
  const { body } = await d.get(d.auditor, 'rows?figure=counted&beside=county-not-listed&year=2025');
  expect(body.parts[0]).toMatchObject({ sum: 400_000, rows: [{ orderNo: 'b-2', place: '上海市 浦东新区' }] });
});

test('counties are rows of the list: two that share a code stay apart', async () => {
  const d = await purchasingDistrict(t);
  const from = (countyName: string) => ({
    ...completed,
    supplier: { name: countyName, province: '青海', countyName },
  });
  await d.record(
    d.manager,
    orderOf(d.east, 'm-1', from('冷湖行委')),
    orderOf(d.east, 'm-2', from('茫崖行委')),
  );
  const { groups } = await totals(d, 'year=2025&by=county');
  expect(groups.map(({ key }: TotalsGroup) => key)).toEqual(['787', '788']);
});

test('the result names what it was computed with', async () => {
  const d = await purchasingDistrict(t);
  const { basis } = await totals(d, 'year=2025&view=restated&asOf=2025-06-30');
  expect(basis).toMatchObject({
    from: '2025-01-01',
    to: '2025-12-31',
    view: 'restated',
    asOf: '2025-06-30',
    rulesHash: t.rules.hash,
    referenceHash: t.reference.hash,
    countiesHash: t.reference.files['counties-832.csv'],
    rules: [{ year: 2025, evaluationRequired: true }],
  });
  expect(basis.rules[0].citations).toContainEqual(
    expect.objectContaining({ ruleId: 'P832-03', verified: false }),
  );
});

test('a school sees itself, and what falls under its filing', async () => {
  const d = await purchasingDistrict(t);
  await d.record(d.manager, orderOf(d.east, 'v-1', completed));
  await d.record(d.westManager, orderOf(d.west, 'v-2', completed));
  const { body } = await d.get(d.westManager, `totals?year=2025&filingUnit=${d.east}&by=unit`);
  expect(body.sums.counted).toBe(400_000);
  expect(body.groups.map(({ key }: TotalsGroup) => key)).toEqual([d.west]);
  const rows = await d.get(d.westManager, 'rows?figure=counted&year=2025');
  expect(rows.body.parts[0].rows.map(({ orderNo }: { orderNo: string }) => orderNo)).toEqual(['v-2']);
});

test.for([
  'totals?year=1999',
  'totals?year=2025&schoolYear=2025',
  'totals?year=2025&quarter=1&month=1',
  'totals?by=nothing',
  'totals?nonsense=1',
  'rows?figure=nothing',
  'rows',
])('%s is 422', async (path) => {
  const d = await purchasingDistrict(t);
  expect((await d.get(d.auditor, path)).status).toBe(422);
});
