import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, receivedDelivery } from '#tests/support/batches.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function twoCanteens() {
  const district = await t.district();
  const [one, other] = [await canteen(district), await canteen(district, { schoolName: '第二小学' })];
  const own = await receivedDelivery(one, { lines: [line({ goodsName: '菠菜' })] });
  const foreign = await receivedDelivery(other, { lines: [line({ goodsName: '芥蓝' })] });
  return { district, one, other, own, foreign };
}

test('a supplier begins at its own licences, and sees its own deliveries and no other', async () => {
  const { district, one, other, own, foreign } = await twoCanteens();
  const person = await district.person('supplier', { supplierId: one.supplier.id });
  const visit = await visitor(t, person);
  const first = (await visit.open('/')).location;
  expect((await visit.open(first)).location).toBe(`/suppliers/${one.supplier.id}`);
  const { page } = await visit.open(`/suppliers/${one.supplier.id}`);
  expect(page).toContain('证照');
  expect(page).toContain('href="/deliveries"');
  expect((await visit.open(`/suppliers/${other.supplier.id}`)).status).toBe(404);

  const deliveries = (await visit.open('/deliveries')).page;
  expect(deliveries).toContain('菠菜');
  expect(deliveries).not.toContain('芥蓝');
  // On a phone, where a row is a block, each fact has its name beside it.
  expect(deliveries).toMatch(/data-name="收货学校"[\s\S]*data-name="品名"[^>]*>菠菜/);
  const shown = await visit.open(`/canteen/deliveries/${own.id}`);
  expect(shown.status).toBe(200);
  // Who signed at the school is not theirs to know.
  expect(shown.page).toContain('两人已签收');
  expect(shown.page).not.toContain('王敏');
  expect((await visit.open(`/canteen/deliveries/${foreign.id}`)).status).toBe(403);
  for (const path of ['/accounts', '/inspector/none', '/canteen/stock', '/bureau/832'])
    expect((await visit.open(path)).status, path).not.toBe(200);
});

test('deliveries are shown for the days asked for, the last thirty unless told otherwise', async () => {
  const { district, one } = await twoCanteens();
  const visit = await visitor(t, await district.person('school-admin', { schoolId: one.schoolId }));
  expect((await visit.open('/deliveries')).page).toContain('菠菜');
  const before = (await visit.open('/deliveries?from=2025-01-01&to=2025-01-31')).page;
  expect(before).toContain('这段时间没有收货');
  expect(before).toContain('value="2025-01-31"');
  expect((await visit.open('/deliveries?from=nonsense')).page).toContain('菠菜');
});
