import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptTransfer, relabelLot, stockLots, transferLot } from '#services/kitchen/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, receivedDelivery, rice } from '#tests/support/batches.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());
/** 10:00 in Shanghai on Monday 2 March. */
beforeEach(() => t.clock.set('2026-03-02T02:00:00.000Z'));

const names = (page: string) =>
  [...page.matchAll(/<span class="what"><strong>([^<]+)</g)].map(([, name]) => name);
const weights = (page: string) =>
  [...page.matchAll(/<span class="much"><strong>([\d.,]+)</g)].map(([, kg = '']) => toGrams(kg));
const toGrams = (kilograms: string) => Math.round(Number(kilograms.replaceAll(',', '')) * 1000);
/** The figures of the page by their view: kilograms, and how many lots. */
const figuresOf = (page: string) =>
  [
    ...page.matchAll(
      /class="area stock-figure (\w+)" href="([^"]+)"[^>]*>[^<]*<strong>([\d.,]+)<\/strong><span>千克 · (\d+) 批/g,
    ),
  ].map(([, view, href = '', kg = '', lots]) => ({
    view,
    href: href.replaceAll('&amp;', '&'),
    grams: toGrams(kg),
    lots: Number(lots),
  }));

test('every lot in stock is listed, whichever way it came, first to expire first', async () => {
  const at = await canteen(await t.district());
  const other = await testKitchen(t, at.district, '邻校');
  const { lots } = await receivedDelivery(at, { lines: [pork(), rice(), line()] });
  const sent = await other.deliver({ quantityGrams: 3_000, name: '豆腐', expiresOn: '2026-03-04' });
  const transfer = await transferLot(other.receiver.ctx, {
    lotId: sent.id,
    grams: 3_000,
    toSchoolId: at.schoolId,
  });
  await acceptTransfer(at.receiver.ctx, { transferId: transfer.id });
  await relabelLot(at.receiver.ctx, {
    lotId: lots[0]!.lotId,
    reason: '拆封后保质期缩短',
    expiresOn: '2026-03-03',
  });
  const stock = await stockLots(at.receiver.ctx, {});
  expect(stock.map(({ name, expiresOn, deliveryId }) => [name, expiresOn, deliveryId !== null])).toEqual([
    ['冷鲜猪后腿', '2026-03-03', false],
    ['豆腐', '2026-03-04', false],
    ['粳米', '2026-11-20', true],
    ['上海青', null, true],
  ]);
  const { page } = await (await visitor(t, at.receiver)).open('/canteen/stock');
  expect(names(page)).toEqual(['冷鲜猪后腿', '豆腐', '粳米', '上海青']);
});

test('days left, last day, past, held and unsigned are told apart', async () => {
  const k = await testKitchen(t);
  for (const [name, expiresOn] of [
    ['甲', '2026-02-28'],
    ['乙', '2026-03-02'],
    ['丙', '2026-03-05'],
    ['丁', '2026-03-31'],
  ] as const)
    await k.deliver({ quantityGrams: 1_000, name, expiresOn });
  await k.deliver({ quantityGrams: 1_000, name: '戊', status: 'awaiting-signature' });
  const held = await k.deliver({ quantityGrams: 1_000, name: '己' });
  await k.hold(held.id);
  const { page } = await (await visitor(t, k.receiver)).open('/canteen/stock');
  const rows = page
    .split('<li>')
    .slice(1)
    .map((row) => row.replaceAll(/<[^>]+>|\s+/g, ' '));
  const said = (name: string) => rows.find((row) => row.includes(` ${name} `)) ?? '';
  expect(said('甲')).toContain('过期 2 天');
  expect(said('乙')).toContain('今天到期');
  expect(said('丙')).toContain('还剩 3 天');
  expect(said('丁')).toContain('还剩 29 天');
  expect(said('戊')).toContain('待签收');
  expect(said('己')).toContain('已封存');
});

test('what was made of a held lot is shown as held too', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 1_000, name: '番茄' });
  const anew = await relabelLot(k.receiver.ctx, { lotId: lot.id, reason: '标签破损' });
  await k.hold(lot.id);
  expect(await stockLots(k.receiver.ctx, {})).toMatchObject([{ lotId: anew.id, held: true }]);
  await k.release(lot.id);
  expect(await stockLots(k.receiver.ctx, {})).toMatchObject([{ lotId: anew.id, held: false }]);
});

test('each figure is the sum of the rows that it leads to', async () => {
  const k = await testKitchen(t);
  await k.deliver({ quantityGrams: 1_250, expiresOn: '2026-02-28' });
  await k.deliver({ quantityGrams: 12_345, expiresOn: '2026-03-03' });
  await k.issued({ quantityGrams: 2_500, expiresOn: '2026-03-20' });
  await k.deliver({ quantityGrams: 1_234_567 });
  await k.deliver({ quantityGrams: 10, status: 'awaiting-signature' });
  const held = await k.deliver({ quantityGrams: 777 });
  await k.hold(held.id);
  const v = await visitor(t, k.receiver);
  const figures = figuresOf((await v.open('/canteen/stock')).page);
  expect(figures.map(({ view }) => view)).toEqual([
    'all',
    'store',
    'kitchen',
    'soon',
    'expired',
    'held',
    'waiting',
  ]);
  for (const { view, href, grams, lots } of figures) {
    const { page } = await v.open(href);
    const rows = weights(page);
    expect(rows.length, view).toBe(lots);
    expect(
      rows.reduce((sum, row) => sum + row, 0),
      view,
    ).toBe(grams);
  }
  const [all, store, kitchen] = figures;
  expect(all?.grams).toBe((store?.grams ?? 0) + (kitchen?.grams ?? 0));
});

test('a name narrows the list, and a label leads to its lot or to what is to be done with it', async () => {
  const k = await testKitchen(t);
  const tomato = await k.deliver({ quantityGrams: 1_000, name: '番茄' });
  const oil = await k.deliver({ quantityGrams: 1_000, name: '大豆油', goodsCode: 'OIL.VEG' });
  const v = await visitor(t, k.receiver);
  const find = (q: string, more = '') => v.open(`/canteen/stock?q=${encodeURIComponent(q)}${more}`);
  expect(names((await find('番')).page)).toEqual(['番茄']);
  expect(names((await find('没有')).page)).toEqual([]);
  expect((await find(`https://shansu.test/T/${oil.code.toLowerCase()}`)).location).toBe(
    `/canteen/lots/${oil.code}`,
  );
  const scanned = await find(tomato.code, '&do=return');
  expect((await v.open(scanned.location)).location).toBe(`/canteen/lots/${tomato.code}/return`);
  await k.hold(tomato.id);
  const { page } = await v.open(scanned.location);
  expect(page).toContain('这一批次现在不能退货');
});

test('chosen first, an action lists the lots that it can be done with', async () => {
  const k = await testKitchen(t);
  await k.deliver({ quantityGrams: 1_000, name: '好的', expiresOn: '2026-03-09' });
  await k.deliver({ quantityGrams: 1_000, name: '过期', expiresOn: '2026-03-01' });
  await k.issued({ quantityGrams: 1_000, name: '在厨房' });
  const v = await visitor(t, k.manager);
  const listed = async (action: string) =>
    names((await v.open(`/canteen/stock?do=${action}`)).page).toSorted();
  expect(await listed('return')).toEqual(['好的']);
  expect(await listed('transfer')).toEqual(['好的']);
  expect(await listed('dispose')).toEqual(['在厨房', '好的', '过期']);
  expect(await listed('restock')).toEqual(['在厨房']);
  expect(await listed('release')).toEqual([]);
  expect(await listed('nonsense')).toEqual(['在厨房', '好的', '过期']);
  const { page } = await v.open('/canteen');
  for (const action of ['return', 'transfer', 'dispose', 'hold', 'release', 'top-up'])
    expect(page).toContain(`href="/canteen/stock?do=${action}"`);
});
