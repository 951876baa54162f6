import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyBundle } from '#ledger/verify.ts';
import { newId } from '#services/ids.ts';
import { adjustOrderLine, recountFile } from '#services/purchases/index.ts';
import { sha256Hex } from '#services/purchases/reports/row-file.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, receivedDelivery } from '#tests/support/batches.ts';
import { sequence } from '#tests/support/log.ts';
import { drawLines, liveThrough } from '#tests/support/purchase-world.ts';
import { completed, orderOf, purchasingDistrict } from '#tests/support/purchases.ts';
import { tampered } from '#tests/support/tamper.ts';
import { visitor } from '#tests/support/visitor.ts';

// Whole districts with their years of orders.
vi.setConfig({ testTimeout: 120_000 });

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

type District = Awaited<ReturnType<typeof purchasingDistrict>>;

/** A district with orders of two schools, a filing and a delivery; the clock stands after the orders. */
async function tradingDistrict() {
  t.clock.set('2026-03-01T22:30:00.000Z');
  const d = await purchasingDistrict(t);
  const at = await canteen(d, { schoolName: '实测学校' });
  await receivedDelivery(at, { lines: [line({ acceptedGrams: 1_000_000, priceFenPerKg: 5_000 })] });
  t.clock.set('2028-01-02T00:00:00.000Z');
  const filing = { canteenStatus: 'own', declaredFoodFen: 900_000_000, ratioBasisPoints: 1_000 };
  for (const year of [2025, 2026])
    await d.post(d.manager, 'filings', {
      ...{ ...filing, schoolId: d.east, year, reservedFen: 20_000_000 },
      filedAt: `${year}-03-01T00:00:00Z`,
    });
  return d;
}

const managersOf = (d: District) =>
  new Map([
    [d.east, d.manager],
    [d.west, d.westManager],
  ]);

const totals = async (d: District, query: string) => (await d.get(d.auditor, `totals?${query}`)).body;

const parameters = (period: object) =>
  new URLSearchParams(Object.entries(period).map(([name, value]) => [name, String(value)])).toString();

test('the rows of a frozen period come to the totals of the same moment', async () => {
  const d = await tradingDistrict();
  await liveThrough(managersOf(d), drawLines([d.east, d.west], 60, 11), 5);
  await d.record(
    d.manager,
    orderOf(d.east, 'aside-1', { ...completed, platform: 'farm-to-school' }),
    orderOf(d.east, 'aside-2', { ...completed, supplier: { name: '甲公司', countyCode: '310115' } }),
  );
  for (const period of [{ year: 2025 }, { year: 2025, quarter: 2 }, { year: 2026, month: 3 }]) {
    const { status, body } = await d.post(d.auditor, 'reports', period);
    expect(status).toBe(201);
    const shown = (await d.get(d.auditor, `reports/${body.id}`)).body;
    const { sums, units, groups, beside } = await totals(d, `${parameters(period)}&by=filingUnit`);
    expect(shown.agrees).toBe(true);
    expect(shown.totals).toEqual({
      sums,
      units,
      beside,
      filingUnits: groups.map((group: { key: string; label: string; sums: object; units: object }) => ({
        unitId: group.key,
        unit: group.label,
        sums: group.sums,
        units: group.units,
      })),
    });
  }
});

test('the file of rows has the hash of the record, and comes to the totals of the record offline', async () => {
  const d = await tradingDistrict();
  await d.recorded(d.manager, orderOf(d.east, 'f-1', completed));
  const { body: report } = await d.post(d.auditor, 'reports', { year: 2025, quarter: 1 });
  const auditor = await visitor(t, d.auditor);
  const { page: file } = await auditor.open(`/bureau/832/reports/${report.id}/rows.ndjson`);
  expect(sha256Hex(file)).toBe(report.rowsSha256);
  expect(sha256Hex(recountFile(file))).toBe(report.totalsSha256);
  expect((await auditor.open(`/bureau/832/reports/${report.id}/totals.json`)).page).toBe(recountFile(file));
  await sequence(t);
  const { page: bundle } = await auditor.open(`/bureau/832/reports/${report.id}/bundle.json`);
  expect(verifyBundle(bundle, t.logKeys.trust())).toMatchObject({
    ok: true,
    record: {
      type: 'period-frozen',
      disclosed: {
        '/rowsSha256': report.rowsSha256,
        '/totalsSha256': report.totalsSha256,
        '/sums/counted': 400_000,
        '/from': '2025-01-01',
        '/to': '2025-03-31',
      },
      withheld: ['/frozenBy'],
    },
  });
});

test('what becomes known later stays apart from it, down to the row', async () => {
  const d = await tradingDistrict();
  const line1 = await d.recorded(d.manager, orderOf(d.east, 'l-1', completed));
  const { body: report } = await d.post(d.auditor, 'reports', { year: 2025, quarter: 1 });
  const at = '2025-06-01T00:00:00.000Z';
  await adjustOrderLine(d.manager.ctx, line1, { kind: 'refund', at, fen: 100_000, reason: '少发' });
  const differences = async (query: string) =>
    (await d.get(d.auditor, `reports/${report.id}/differences?${query}`)).body;
  const counted = (answer: { figures: { figure: string }[] }) =>
    answer.figures.find(({ figure }) => figure === 'counted');
  expect(counted(await differences('view=booked'))).toMatchObject({ difference: 0 });
  const restated = await differences('view=restated&figure=counted');
  expect(counted(restated)).toEqual({
    figure: 'counted',
    frozen: 400_000,
    now: 300_000,
    difference: -100_000,
  });
  expect(restated.rows).toEqual([
    {
      ...{ unit: '东校', orderNo: 'l-1', lineNo: 1, lineId: line1 },
      ...{ frozen: 400_000, now: 300_000, difference: -100_000 },
    },
  ]);
  await d.recorded(d.westManager, orderOf(d.west, 'l-2', completed));
  const late = await differences('view=booked&figure=lines');
  expect(late.rows).toMatchObject([{ unit: '西校', orderNo: 'l-2', frozen: 0, now: 1, difference: 1 }]);
  const shown = (await d.get(d.auditor, `reports/${report.id}`)).body;
  expect(shown).toMatchObject({ agrees: true, totals: { sums: { counted: 400_000, lines: 1 } } });
});

test('rows that differ sum to the difference, and the difference to what the totals say now', async () => {
  const d = await tradingDistrict();
  const drawn = drawLines([d.east, d.west], 50, 23);
  await liveThrough(managersOf(d), drawn.slice(0, 30), 3);
  const { body: report } = await d.post(d.auditor, 'reports', { year: 2025 });
  await liveThrough(managersOf(d), drawn.slice(30), 3);
  for (const view of ['booked', 'restated']) {
    const { sums, units } = await totals(d, `year=2025&view=${view}`);
    const path = `reports/${report.id}/differences?view=${view}`;
    const { body } = await d.get(d.auditor, path);
    const differing = body.figures.filter(({ difference }: { difference: number }) => difference !== 0);
    expect(differing, view).not.toEqual([]);
    for (const { figure, frozen, now, difference } of body.figures) {
      expect(now, figure).toBe(sums[figure] ?? units[figure]);
      expect(frozen + difference, figure).toBe(now);
      const { rows } = (await d.get(d.auditor, `${path}&figure=${figure}`)).body;
      const sum = rows.reduce((total: number, row: { difference: number }) => total + row.difference, 0);
      expect(sum, `${view} ${figure}`).toBe(difference);
    }
  }
});

test('a row that somebody changes in the database is told on the report', async () => {
  const d = await tradingDistrict();
  await d.recorded(d.manager, orderOf(d.east, 't-1', completed));
  const { body: report } = await d.post(d.auditor, 'reports', { year: 2025 });
  const change = sql`update period_report_rows set canonical = replace(canonical, '"fen":400000', '"fen":400001')
    where report_id = ${report.id} and canonical like '%"measure":"counted"%'`;
  const auditor = await visitor(t, d.auditor);
  const page = await tampered(t.owner, ['period_report_rows'], change, () =>
    auditor.open(`/bureau/832/reports/${report.id}`),
  );
  expect(page.page).toContain('不符，请立即核查');
  expect((await auditor.open(`/bureau/832/reports/${report.id}`)).page).toContain('逐字节一致');
});

test('a page of no report says so', async () => {
  const { auditor } = await tradingDistrict();
  const visit = await visitor(t, auditor);
  for (const rest of ['', '/differences', '/rows?figure=counted', '/report.csv', '/bundle.json'])
    expect((await visit.open(`/bureau/832/reports/none${rest}`)).status, rest).toBe(404);
});

test('a period is frozen once, and only when it is over', async () => {
  const d = await tradingDistrict();
  const open = await d.post(d.auditor, 'reports', { year: 2028, month: 1 });
  expect(open.status).toBe(422);
  expect(open.body.errors).toEqual([{ pointer: '/year', detail: 'period-not-over' }]);
  const both = await Promise.all([1, 2].map(() => d.post(d.auditor, 'reports', { year: 2026, month: 1 })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect((await d.post(d.auditor, 'reports', { year: 2026, quarter: 1 })).status).toBe(201);
  expect((await d.get(d.auditor, 'reports')).body.map(({ to }: { to: string }) => to)).toEqual([
    '2026-03-31',
    '2026-01-31',
  ]);
});

test.for(['', '/differences', '/rows'])('a report that is none is 404: reports/…%s', async (more) => {
  const d = await purchasingDistrict(t);
  const { status } = await d.get(d.auditor, `reports/${newId(t.clock.now())}${more}`);
  expect(status).toBe(404);
});

test('rows over the API are the file of rows', async () => {
  const d = await tradingDistrict();
  const { body: report } = await d.post(d.auditor, 'reports', { year: 2025, month: 3 });
  const answer = await call(t, `GET /api/v1/purchases/reports/${report.id}/rows`, { as: d.auditor });
  expect(sha256Hex(answer.text)).toBe(report.rowsSha256);
});

test('the bureau freezes a month on the page, and follows a difference', async () => {
  const d = await tradingDistrict();
  const id = await d.recorded(d.manager, orderOf(d.east, 'p-1', completed));
  const auditor = await visitor(t, d.auditor);
  const refused = await auditor.fillIn('/bureau/832/reports', { year: '2028', part: 'm1' });
  expect(refused.status).toBe(422);
  expect(refused.page).toContain('该期间尚未结束');
  const { status, location } = await auditor.fillIn('/bureau/832/reports', { year: '2025', part: 'm3' });
  expect(status).toBe(303);
  await adjustOrderLine(d.manager.ctx, id, {
    ...{ kind: 'return', at: '2025-04-02T00:00:00.000Z', fen: 50_000, grams: 5_000, reason: '破损' },
  });
  const { page } = await auditor.open(location);
  for (const shown of ['2025年3月', '逐字节一致', '-500.00', '东校']) expect(page).toContain(shown);
  const { page: frozen } = await auditor.open(`${location}/rows?figure=accepted&filingUnit=${d.east}`);
  expect(frozen).toContain('<span id="value">4,000.00</span>');
  const [, link = ''] = /href="([^"]*differences\?view=restated&amp;figure=accepted)"/.exec(page) ?? [];
  const { page: rows } = await auditor.open(link.replaceAll('&amp;', '&'));
  expect(rows).toContain(`/canteen/832/lines/${id}`);
  expect(rows).toContain('<span id="value">-500.00</span>');
  for (const file of ['report.csv', 'rows.csv']) {
    const csv = await auditor.open(`${location}/${file}`);
    expect(csv.page).toContain('东校');
  }
});
