import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { percent } from '#services/purchases/percent.ts';
import { type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, receivedDelivery } from '#tests/support/batches.ts';
import { drawLines, liveThrough } from '#tests/support/purchase-world.ts';
import { completed, orderOf, purchasingDistrict } from '#tests/support/purchases.ts';
import { type Visitor, visitor } from '#tests/support/visitor.ts';

// Many pages each, all checked as markup.
vi.setConfig({ testTimeout: 120_000 });

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const unescaped = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

/** Whether a text is nothing but XML tags, each attribute in quotation marks, and text between them. */
const wellFormed = (xml: string) =>
  /^(<\/?[A-Za-z][\w:-]*(\s+[\w:-]+="[^"<]*")*\s*\/?>|<!\[CDATA\[[\s\S]*?\]\]>|[^<>])+$/.test(xml);

/** Every figure of a page: its name, where it leads, what it says. */
const figuresOf = (page: string) =>
  [...page.matchAll(/<a class="figure" data-figure="([^"]+)" href="([^"]+)"\s*>([^<]*)<\/a/g)].map(
    ([, name = '', href = '', shown = '']) => ({ name, href: unescaped(href), shown }),
  );

const hundredths = (shown: string) => Math.round(Number(shown.replaceAll(',', '')) * 1_000);

/** The parts of a page of rows: what the rows add up to, and what the page says. */
const partsOf = (page: string) =>
  page
    .split('<section>')
    .slice(1)
    .map((part) => {
      const rows = part.split('<tr>').slice(2);
      const values = rows.map(
        (row) => [...row.matchAll(/<td[^>]*class="number"[^>]*>(?:<div>)?([^<]*)</g)].at(-1)?.[1] ?? '',
      );
      const [, sum = ''] = /class="figure-sum"[^>]*>([^<]*)</.exec(part) ?? [];
      return { sum, total: values.reduce((all, value) => all + hundredths(value), 0) };
    });

/** Follows each figure of a page to its rows and adds them up; how many there are. */
async function requireSums(reader: Visitor, page: string): Promise<number> {
  const figures = figuresOf(page).filter(({ shown }) => shown.trim() !== '—');
  for (const { name, href, shown } of figures) {
    const parts = partsOf((await reader.open(href)).page);
    for (const { sum, total } of parts) expect(total, href).toBe(hundredths(sum));
    const [above, below] = parts;
    if (below === undefined) {
      expect(above?.sum, href).toBe(shown);
      continue;
    }
    const less = name === 'filingError' ? below.total : 0;
    expect(`${percent((above?.total ?? 0) - less, below.total)} %`, href).toBe(shown);
  }
  return figures.length;
}

/** A district with drawn orders, filings and deliveries, in the year that the test clock stands in. */
async function busyDistrict() {
  const d = await purchasingDistrict(t);
  const at = await canteen(d, { schoolName: '实测学校' });
  t.clock.set('2028-01-02T00:00:00.000Z');
  const managers = new Map([
    [d.east, d.manager],
    [d.west, d.westManager],
  ]);
  await liveThrough(managers, drawLines([d.east, d.west], 40, 7), 3);
  t.clock.set('2026-03-01T22:30:00.000Z');
  const filing = {
    canteenStatus: 'own',
    declaredFoodFen: 900_000_000,
    ratioBasisPoints: 1_000,
    reservedFen: 20_000_000,
  };
  await d.post(d.manager, 'filings', {
    schoolId: d.east,
    year: 2025,
    filedAt: '2025-03-01T00:00:00Z',
    ...filing,
  });
  await d.post(d.manager, 'filings', {
    schoolId: d.east,
    year: 2026,
    filedAt: '2026-01-05T00:00:00Z',
    ...filing,
  });
  await d.record(
    d.manager,
    orderOf(d.east, 'out-1', { ...completed, supplier: { name: '甲公司', countyCode: '310115' } }),
    orderOf(d.east, 'out-2', { ...completed, platform: 'farm-to-school' }),
  );
  await d.post(at.manager, 'filings', {
    schoolId: at.schoolId,
    year: 2026,
    filedAt: '2026-03-01T00:00:00Z',
    ...filing,
  });
  const onPaper = { at: '2026-03-01T22:25:00.000Z', fen: 400_000, grams: 50_000 };
  await d.record(at.manager, orderOf(at.schoolId, 'paper-1', { accepted: onPaper }));
  await receivedDelivery(at, { lines: [line({ acceptedGrams: 1_000_000, priceFenPerKg: 5_000 })] });
  return { ...d, at };
}

test('every figure of the totals leads to rows that sum to it', async () => {
  const d = await busyDistrict();
  const reader = await visitor(t, d.auditor);
  const queries = [
    'year=2025',
    'year=2025&view=restated&by=county',
    'year=2025&part=q3&by=category&channel=canteen',
    'year=2026&by=level',
    'year=2025&part=school-year&by=month',
  ];
  for (const query of queries) {
    const { status, page } = await reader.open(`/bureau/832?${query}`);
    expect(status).toBe(200);
    expect(await requireSums(reader, page), query).toBeGreaterThan(25);
  }
});

test('every figure of the filings leads to rows that sum to it, with what the rules find', async () => {
  const d = await busyDistrict();
  t.clock.set('2027-01-05T00:00:00.000Z');
  const reader = await visitor(t, d.auditor);
  const { page } = await reader.open('/bureau/832/filings?year=2026');
  t.clock.set('2026-03-01T22:30:00.000Z');
  expect(await requireSums(reader, page)).toBeGreaterThan(10);
  expect(page).toContain('未填报');
  for (const rule of ['P832-01', 'P832-02', 'P832-07', 'P832-08']) expect(page).toContain(rule);
});

test('the totals show what they were computed with, and what stands beside', async () => {
  const d = await busyDistrict();
  const reader = await visitor(t, d.auditor);
  const { page } = await reader.open('/bureau/832?year=2025');
  for (const shown of [t.rules.hash, t.reference.hash, t.reference.files['counties-832.csv']]) {
    expect(page).toContain(shown);
  }
  expect(page).toContain('供应商不在832县');
  expect(page).toContain('其他消费帮扶');
  expect(page).toContain('未核实');
});

test('the chart is drawn on the server, without scripts', async () => {
  const d = await busyDistrict();
  const reader = await visitor(t, d.auditor);
  const { page } = await reader.open('/bureau/832?year=2025&by=county');
  const [, chart = ''] = /<img src="([^"]+)"/.exec(page) ?? [];
  const svg = await reader.open(unescaped(chart));
  expect(svg.page).toMatch(/^<svg /);
  // An SVG is XML: one stray quotation mark and the browser shows nothing.
  expect(wellFormed(svg.page)).toBe(true);
  expect(svg.page).toContain('安徽省');
  expect(svg.page).not.toContain('<script');
});

test('totals and rows as spreadsheets: numbers as numbers, what looks like a formula harmless', async () => {
  const d = await purchasingDistrict(t);
  const supplier = { name: '=cmd|calc', countyCode: '341524' };
  await d.record(d.manager, orderOf(d.east, '8322025030100017', { ...completed, supplier }));
  const reader = await visitor(t, d.auditor);
  const totals = await reader.open('/bureau/832/totals.csv?year=2025&by=supplier');
  expect(totals.page).toContain("\r\n'=cmd|calc,4000.00,4000.00,4000.00,4000.00,50,1\r\n");
  const rows = await reader.open('/bureau/832/rows.csv?year=2025&figure=counted');
  expect(rows.page).toContain('东校,8322025030100017/1,计入');
  expect(rows.page).toContain(',4000.00,');
});

test('pages are for those who may see them', async () => {
  const d = await purchasingDistrict(t);
  const inspector = await visitor(t, await d.person('inspector'));
  expect((await inspector.open('/bureau/832')).status).toBe(403);
  expect((await inspector.open('/canteen/832')).status).toBe(403);
  const anonymous = await t.app.request('https://shansu.test/bureau/832', {
    headers: { accept: 'text/html' },
  });
  expect(anonymous.status).toBe(302);
  const auditor = await visitor(t, d.auditor);
  expect((await auditor.open('/bureau/832?year=1999')).status).toBe(422);
  expect((await auditor.open('/bureau/832/rows?year=2025')).status).toBe(422);
});

test('a school records an order, tells what became of it, and takes a part back', async () => {
  const d = await purchasingDistrict(t);
  const reader = await visitor(t, d.manager);
  const { page } = await reader.open('/canteen/832');
  const order = {
    orderNo: '8322026010100001',
    channel: 'canteen',
    platform: '832',
    lineNo: '1',
    supplierName: '金寨合作社',
    countyCode: '341524',
    goodsName: '山茶油',
    goodsCode: 'OIL.VEG',
    orderedGrams: '50',
    orderedFen: '4000',
    orderedAt: '2026-01-05T09:30',
  };
  const sent = await reader.submit(page, '/canteen/832/lines', order);
  expect(sent.status).toBe(303);
  const own = await reader.open(sent.location);
  expect(own.page).toContain('安徽省 六安市 金寨县');
  const steps = `${sent.location}/steps`;
  const accepted = { step: 'accepted', at: '2026-01-10T08:00', fen: '4000', grams: '50' };
  expect((await reader.submit(own.page, steps, accepted)).status).toBe(303);
  const refused = await reader.fillIn(
    sent.location,
    { step: 'paid', at: '2026-01-12T08:00', fen: '4000.01' },
    steps,
  );
  expect(refused.status).toBe(422);
  expect(refused.page).toContain('value="4000.01"');
  expect(refused.page).toContain('href="#fen"');
  expect(refused.page).toContain('支付金额超过下单金额');
  const back = { kind: 'return', adjustedAt: '2026-01-11T08:00', adjustedFen: '100', reason: '破损' };
  const adjusted = await reader.fillIn(sent.location, back, `${sent.location}/adjustments`);
  expect(adjusted.status).toBe(303);
  expect((await reader.open(sent.location)).page).toContain('3,900.00');
});

test('a refused order comes back with what was typed and links to the fields', async () => {
  const d = await purchasingDistrict(t);
  const reader = await visitor(t, d.manager);
  const { page } = await reader.open('/canteen/832');
  const order = {
    orderNo: '832 bad',
    channel: 'contractor',
    supplierName: '金寨合作社',
    orderedFen: 'x',
    orderedAt: '',
  };
  const { status, page: again } = await reader.submit(page, '/canteen/832/lines', order);
  expect(status).toBe(422);
  expect(again).toContain('value="832 bad"');
  for (const field of ['orderNo', 'orderedFen', 'orderedAt']) expect(again).toContain(`href="#${field}"`);
});

test('a school files its reserve, and corrects it with a reason', async () => {
  const d = await purchasingDistrict(t);
  const reader = await visitor(t, d.manager);
  const filing = {
    year: '2026',
    canteenStatus: 'own',
    declaredFoodFen: '1000000',
    ratioBasisPoints: '10',
    reservedFen: '100000',
  };
  const first = await reader.fillIn('/canteen/832', filing, '/canteen/832/filings');
  expect(first.status).toBe(303);
  const { page } = await reader.open('/canteen/832');
  const [, action = ''] = /action="(\/canteen\/832\/filings\/[^"]+)"/.exec(page) ?? [];
  const corrected = { ...filing, reservedFen: '120000', reason: '退回' };
  expect((await reader.submit(page, action, corrected)).status).toBe(303);
  const { body } = await d.get(d.manager, 'filings?year=2026');
  expect(body).toMatchObject([{ reservedFen: 12_000_000, ratioBasisPoints: 1_000 }]);
});

test('a file is uploaded: the encoding is told, faults are named by line and column', async () => {
  const d = await purchasingDistrict(t);
  const reader = await visitor(t, d.manager);
  const header = (await reader.open('/canteen/832/template.csv')).page.trim();
  const english = (await reader.open('/canteen/832', { 'accept-language': 'en' })).page;
  expect(english).toContain('<th scope="row">*订单编号</th><td>Order number; format the cells as text</td>');
  const cells: Record<string, string> = {
    '*订单编号': 'f-1',
    '*渠道': '食堂',
    '*供应商名称': '金寨合作社',
    产地区划代码: '341524',
    '*商品名称': '山茶油',
    商品分类: 'OIL.VEG',
    '*数量(千克)': '50',
    '*下单金额(元)': '4000',
    '*下单时间': '2026-01-05',
  };
  const line = (changes: Record<string, string> = {}) =>
    header
      .split(',')
      .map((name) => ({ ...cells, ...changes })[name] ?? '')
      .join(',');
  const upload = async (...lines: string[]) => {
    const file = new File([[header, ...lines].join('\n')], 'orders.csv', { type: 'text/csv' });
    return await reader.fillIn('/canteen/832', { file }, '/canteen/832/import');
  };
  const bad = await upload(line(), line({ '*订单编号': 'f-2', '*下单金额(元)': '四千' }));
  expect(bad.status).toBe(422);
  expect(bad.page).toContain('<td class="number">3</td><td>下单金额(元)</td><td>不是金额');
  const good = await upload(line());
  expect(good.status).toBe(200);
  expect(good.page).toContain('<strong>UTF-8</strong>');
  expect(good.page).toContain('新登记：<strong>1</strong>');
  expect(good.page).not.toContain('没有填写商品分类');
  const bare = await upload(line({ '*订单编号': 'f-3', 商品分类: '' }));
  expect(bare.page).toContain('1行没有填写商品分类');
});

test('the bureau decides a claim and shares an order out', async () => {
  const d = await purchasingDistrict(t);
  const contractor = {
    channel: 'contractor',
    contractor: { name: '某餐饮公司' },
    forSeveralSchools: true,
  } as const;
  await d.record(d.manager, orderOf(d.east, 'q-1'), orderOf(d.east, 'k-1', contractor));
  await d.record(d.westManager, orderOf(d.west, 'q-1'));
  const claimsSeenBy = async (who: Person) => (await (await visitor(t, who)).open('/bureau/832/claims')).page;
  expect(await claimsSeenBy(d.manager)).toContain('k-1');
  expect(await claimsSeenBy(d.westManager)).not.toContain('k-1');
  const reader = await visitor(t, d.auditor);
  const { page } = await reader.open('/bureau/832/claims');
  const [, action = ''] = /action="(\/bureau\/832\/claims\/[^"]+)"/.exec(page) ?? [];
  expect((await reader.submit(page, action, { decision: 'reassign', reason: '经核对' })).status).toBe(303);
  const short = await reader.submit(page, '/bureau/832/allocations', { [`share-${d.east}`]: '60' });
  expect(short.status).toBe(422);
  const shares = { [`share-${d.east}`]: '60', [`share-${d.west}`]: '40' };
  expect((await reader.submit(page, '/bureau/832/allocations', shares)).status).toBe(303);
  expect((await reader.open('/bureau/832/claims')).page).toContain('改归主张单位');
  expect((await d.get(d.westManager, 'lines')).body.lines).toHaveLength(2);
});
