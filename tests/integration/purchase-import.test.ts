import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { purchasingDistrict } from '#tests/support/purchases.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const header =
  '订单编号,渠道,供应商名称,产地区划代码,商品名称,商品分类,数量(千克),下单金额(元),下单时间,验收时间,验收金额(元),验收数量(千克),支付时间,支付金额(元),评价时间';
const ordered = (no: string) => `${no},食堂,金寨合作社,341524,山茶油,OIL.VEG,50,"4,000.00",2025-03-01 09:00`;
const open = (no: string) => `${ordered(no)},,,,,,`;
const done = (no: string) =>
  `${ordered(no)},2025-03-05 09:00,"4,000.00",50,2025-03-20 09:00,4000,2025-03-25 09:00`;
const file = (...lines: string[]) => [header, ...lines].join('\r\n');

const send = (as: Person | undefined, text: string, query = '', type = 'text/csv') =>
  call(t, `POST /api/v1/purchases/import${query}`, {
    ...(as ? { as } : {}),
    text,
    headers: { 'content-type': type },
  });

const count = async (districtId: string) => {
  const rows = await t.owner
    .selectFrom('orderLines')
    .select('id')
    .where('districtId', '=', districtId)
    .execute();
  return rows.length;
};

test('an export is imported; again it changes nothing; a later export advances it', async () => {
  const d = await purchasingDistrict(t);
  const first = await send(d.manager, file(open('i-1'), open('i-2')));
  expect(first).toMatchObject({
    status: 200,
    body: { encoding: 'utf-8', lines: 2, recorded: 2, refused: 0, faults: [] },
  });
  expect((await send(d.manager, file(open('i-1'), open('i-2')))).body).toMatchObject({
    unchanged: 2,
    recorded: 0,
  });
  expect((await send(d.manager, file(done('i-1'), open('i-2')))).body).toMatchObject({
    advanced: 1,
    unchanged: 1,
  });
  const totals = await d.get(d.auditor, 'totals?year=2025');
  expect(totals.body.sums).toMatchObject({ ordered: 800_000, counted: 400_000 });
});

test('lines without a class of goods are told: they do not count as food', async () => {
  const d = await purchasingDistrict(t);
  const withoutClass = (text: string) => text.replace('商品分类,', '').replaceAll('OIL.VEG,', '');
  const { status, body } = await send(d.manager, withoutClass(file(done('i-20'), done('i-21'))));
  expect({ status, body }).toMatchObject({ status: 200, body: { recorded: 2, unclassified: 2 } });
  expect((await d.get(d.auditor, 'totals?year=2025')).body.sums).toMatchObject({ counted: 0 });
  const mixed = file(done('i-22'), done('i-23').replace('OIL.VEG', ''));
  expect((await send(d.manager, mixed)).body).toMatchObject({ recorded: 2, unclassified: 1 });
  const gifts = `${header},平台\r\n${done('i-24').replace('OIL.VEG', '')},捐赠`;
  expect((await send(d.manager, gifts)).body).toMatchObject({ recorded: 1, unclassified: 0 });
});

test('GB18030 is read and told', async () => {
  const d = await purchasingDistrict(t);
  const response = await t.app.request('https://shansu.test/api/v1/purchases/import', {
    method: 'POST',
    body: new Uint8Array(iconv.encode(file(open('i-3')), 'gb18030')),
    headers: { authorization: `Bearer ${d.manager.token}`, 'content-type': 'text/csv' },
  });
  expect(await response.json()).toMatchObject({ encoding: 'gb18030', recorded: 1 });
});

test('all or none: one bad cell and nothing is recorded, every fault of the file is named', async () => {
  const d = await purchasingDistrict(t);
  const text = file(
    open('i-4'),
    open('i-5').replace('"4,000.00"', '四千'),
    open('i-6').replace('OIL.VEG', 'OIL.NONE'),
  );
  const { status, body } = await send(d.manager, text);
  expect(status).toBe(422);
  expect(body.errors).toEqual([
    { pointer: '/3/下单金额(元)', detail: 'not-an-amount' },
    { pointer: '/4/商品分类', detail: 'not-a-goods-class' },
  ]);
  expect(body.data).toEqual({ encoding: 'utf-8', faults: 2 });
  expect(await count(d.districtId)).toBe(0);
});

test('the valid lines alone, when chosen', async () => {
  const d = await purchasingDistrict(t);
  const text = file(
    open('i-7'),
    open('i-8').replace('"4,000.00"', '四千'),
    open('i-9').replace('OIL.VEG', 'OIL.NONE'),
  );
  const { status, body } = await send(d.manager, text, '?onlyValid=true');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    lines: 3,
    recorded: 1,
    refused: 2,
    faults: [
      { line: 3, column: '下单金额(元)' },
      { line: 4, column: '商品分类' },
    ],
  });
  expect(await count(d.districtId)).toBe(1);
});

test('what contradicts the records is a conflict, cell by cell', async () => {
  const d = await purchasingDistrict(t);
  await send(d.manager, file(open('i-10')));
  const { status, body } = await send(d.manager, file(open('i-10').replace('"4,000.00"', '5000')));
  expect(status).toBe(409);
  expect(body.errors).toEqual([{ pointer: '/2/下单金额(元)', detail: 'differs-from-record' }]);
});

test('an order that another unit has goes to the queue', async () => {
  const d = await purchasingDistrict(t);
  await send(d.manager, file(open('i-11')));
  expect((await send(d.westManager, file(open('i-11'), open('i-12')))).body).toMatchObject({
    contested: 1,
    recorded: 1,
  });
});

test('the same key replays the answer', async () => {
  const d = await purchasingDistrict(t);
  const once = (text: string) =>
    call(t, 'POST /api/v1/purchases/import', {
      as: d.manager,
      text,
      headers: { 'content-type': 'text/csv', 'idempotency-key': 'march' },
    });
  const first = await once(file(open('i-13')));
  expect((await once(file(open('i-13')))).body).toEqual(first.body);
  expect((await once(file(open('i-14')))).status).toBe(422);
});

test('no text, too much, another type, another role, nobody', async () => {
  const d = await purchasingDistrict(t);
  const response = await t.app.request('https://shansu.test/api/v1/purchases/import', {
    method: 'POST',
    body: new Uint8Array([0xff, 0x00, 0xff]),
    headers: { authorization: `Bearer ${d.manager.token}`, 'content-type': 'text/csv' },
  });
  expect(response.status).toBe(400);
  expect((await send(d.manager, file(open('i-15')), '?encoding=utf-16le')).status).toBe(400);
  expect((await send(d.manager, file(open('i-15')), '?onlyValid=maybe')).status).toBe(422);
  expect((await send(d.manager, 'x'.repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await send(d.manager, '{}', '', 'application/json')).status).toBe(415);
  expect((await send(d.auditor, file(open('i-16')))).status).toBe(403);
  expect((await send(undefined, file(open('i-16')))).status).toBe(401);
});

test('many lines at once', async () => {
  const d = await purchasingDistrict(t);
  const lines = Array.from({ length: 3_000 }, (_, i) => done(`many-${i}`));
  expect((await send(d.manager, file(...lines))).body).toMatchObject({ recorded: 3_000 });
  const totals = await d.get(d.auditor, 'totals?year=2025');
  expect(totals.body.sums).toMatchObject({ counted: 1_200_000_000, lines: 3_000 });
});
