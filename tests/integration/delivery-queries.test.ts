import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#services/ids.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, receivedDelivery, rice } from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

test('deliveries are listed by day of arrival in Shanghai, newest first', async () => {
  const at = await canteen(await t.district());
  t.clock.set('2026-03-02T15:55:00.000Z');
  const early = await receivedDelivery(at, {
    arrivedAt: '2026-03-02T00:10:00+08:00',
    lines: [line(), rice()],
  });
  const late = await receivedDelivery(at, { arrivedAt: '2026-03-02T23:50:00+08:00' });
  await receivedDelivery(at, { arrivedAt: '2026-03-01T23:50:00+08:00' });
  const today = await call(t, 'GET /api/v1/deliveries', { as: at.receiver });
  expect(today.status).toBe(200);
  expect(today.body.map(({ id }: { id: string }) => id)).toEqual([late.id, early.id]);
  expect(today.body[1]).toMatchObject({
    goods: ['上海青', '粳米'],
    acceptedGrams: 70_000,
    refusedGrams: 0,
    totalFen: 35_600,
  });
  const both = await call(t, 'GET /api/v1/deliveries?from=2026-03-01&to=2026-03-02', { as: at.receiver });
  expect(both.body).toHaveLength(3);
  expect((await call(t, 'GET /api/v1/deliveries?from=yesterday', { as: at.receiver })).status).toBe(422);
});

test('a school sees its own, a supplier its goods, the district everything', async () => {
  const district = await t.district();
  const [one, other] = [await canteen(district), await canteen(district, { schoolName: '第二小学' })];
  const [first, second] = [await receivedDelivery(one), await receivedDelivery(other)];
  const inspector = await district.person('inspector');
  const supplier = await district.person('supplier', { supplierId: one.supplier.id });
  const seen = async (as: typeof inspector, query = '') =>
    (await call(t, `GET /api/v1/deliveries${query}`, { as })).body.map(({ id }: { id: string }) => id);
  expect(await seen(one.manager)).toEqual([first.id]);
  expect(await seen(supplier)).toEqual([first.id]);
  expect((await seen(inspector)).sort()).toEqual([first.id, second.id].sort());
  expect(await seen(inspector, `?schoolId=${other.schoolId}`)).toEqual([second.id]);
  expect(
    (await call(t, `GET /api/v1/deliveries?schoolId=${other.schoolId}`, { as: one.manager })).status,
  ).toBe(403);
  const show = (as: typeof inspector, id: string) => call(t, `GET /api/v1/deliveries/${id}`, { as });
  expect((await show(one.manager, second.id)).status).toBe(403);
  expect((await show(supplier, second.id)).status).toBe(403);
  expect((await show(inspector, second.id)).status).toBe(200);
});

test('a delivery is shown with lots, papers, findings and everything recorded about it', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const { id, lots, recordId } = await receivedDelivery(at, {
    lines: [pork({ surfaceTemperatureMilliC: 9000 })],
  });
  const { status, body } = await call(t, `GET /api/v1/deliveries/${id}`, { as: at.receiver });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'signed',
    signers: [
      { role: 'receiver', name: '王敏' },
      { role: 'manager', name: '李建国' },
    ],
    lines: [
      {
        goodsName: '冷鲜猪后腿',
        expiresOn: '2026-03-06',
        lot: { code: lots[0]!.code, status: 'open', remainingGrams: 25_000 },
        papers: [{ kind: 'AQ_PRODUCT' }, { kind: 'MQ_CERT' }, { kind: 'SLAUGHTER_PERMIT' }],
        findings: [{ ruleId: 'RCV-06', breach: 'above-limit' }],
      },
    ],
    history: [{ recordId, type: 'delivery-received', reason: null }],
  });
  expect(JSON.stringify(body)).not.toContain('contentHash');
  const supplier = await district.person('supplier', { supplierId: at.supplier.id });
  const theirs = await call(t, `GET /api/v1/deliveries/${id}`, { as: supplier });
  expect(theirs.body.signers).toEqual([{ role: 'receiver' }, { role: 'manager' }]);
  expect((await call(t, 'GET /api/v1/deliveries/7', { as: at.receiver })).status).toBe(422);
  expect((await call(t, `GET /api/v1/deliveries/${newId(t.clock.now())}`, { as: at.receiver })).status).toBe(
    404,
  );
});
