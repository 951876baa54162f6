import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewOrderLine } from '#schemas/order-line.ts';
import { recordDelivery } from '#services/batches/index.ts';
import { newId } from '#services/ids.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, receivedLot, rice } from '#tests/support/batches.ts';
import { orderOf, purchasingDistrict } from '#tests/support/purchases.ts';
import { recordOf } from '#tests/support/records.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const accepted = { at: '2026-03-01T22:30:00.000Z', fen: 9_000, grams: 10_000 };

/** A canteen that receives vegetables and orders them on the platform. */
async function orderingCanteen() {
  const d = await purchasingDistrict(t);
  const at = await canteen(d);
  const order = (orderNo: string, more: Partial<NewOrderLine> = {}) =>
    d.recorded(
      at.manager,
      orderOf(at.schoolId, orderNo, {
        goods: { name: '小青菜', code: 'VEG.LEAF' },
        orderedAt: '2026-02-25T01:00:00.000Z',
        orderedGrams: 10_000,
        orderedFen: 9_000,
        accepted,
        ...more,
      }),
    );
  const link = (...links: { lineId: string; lotIds: string[]; reason?: string }[]) =>
    d.post(at.manager, 'deliveries', { links });
  const shown = async (id: string) => (await d.get(at.manager, `lines/${id}`)).body;
  return { d, at, order, link, shown };
}

const lot = async (at: Canteen, grams: number) =>
  (await receivedLot(at, { acceptedGrams: grams, deliveredGrams: grams })).lotId;

test('a delivery stands for an order, and what is left of it for the next one', async () => {
  const { at, order, link, shown } = await orderingCanteen();
  const [first, second] = [await order('d-1'), await order('d-2')];
  const [large, small] = [await lot(at, 15_000), await lot(at, 4_000)];
  const { status, body } = await link(
    { lineId: first, lotIds: [large] },
    { lineId: second, lotIds: [large, small] },
  );
  expect(status).toBe(201);
  expect(body.links.map(({ grams }: { grams: number }) => grams)).toEqual([10_000, 9_000]);
  expect((await shown(second)).deliveries).toMatchObject([
    { lotId: large, grams: 5_000 },
    { lotId: small, grams: 4_000, code: expect.stringMatching(/^[0-9A-Z]{17}$/) },
  ]);
  expect(await recordOf(t, body.links[1].recordId)).toMatchObject({
    type: 'order-line-delivered',
    orderNo: 'd-2',
    unit: '实验小学',
    deliveries: [{ lot: large, goods: '上海青', grams: 5_000 }, { lot: small }],
  });
});

test('what was said is replaced with a reason, and frees the lot', async () => {
  const { at, order, link, shown } = await orderingCanteen();
  const [first, second] = [await order('r-1'), await order('r-2')];
  const only = await lot(at, 10_000);
  const said = await link({ lineId: first, lotIds: [only] });
  expect((await link({ lineId: second, lotIds: [only] })).body.errors).toEqual([
    { pointer: '/links/0/lotIds/0', detail: 'delivery-used-up' },
  ]);
  expect((await link({ lineId: first, lotIds: [] })).body.errors).toEqual([
    { pointer: '/links/0/reason', detail: 'reason-needed' },
  ]);
  const again = await link({ lineId: first, lotIds: [], reason: '认错了批次' });
  expect(again.status).toBe(201);
  const { replacesId } = await t.owner
    .selectFrom('records')
    .select('replacesId')
    .where('id', '=', again.body.links[0].recordId)
    .executeTakeFirstOrThrow();
  expect(replacesId).toBe(said.body.links[0].recordId);
  expect((await link({ lineId: second, lotIds: [only] })).status).toBe(201);
  expect((await shown(first)).deliveries).toEqual([]);
});

test('orders that ask for one delivery in the same instant take no more of it than there is', async () => {
  const { at, order, link } = await orderingCanteen();
  const orders: string[] = [];
  for (const n of [1, 2, 3, 4, 5, 6]) orders.push(await order(`c-${n}`));
  const only = await lot(at, 25_000);
  const answers = await Promise.all(orders.map((lineId) => link({ lineId, lotIds: [only] })));
  const shares = answers.map(({ status, body }) => (status === 201 ? body.links[0].grams : status));
  expect(shares.toSorted((a, b) => a - b)).toEqual([422, 422, 422, 5_000, 10_000, 10_000]);
});

test.for([
  ['a lot of other goods', 'delivery-of-other-goods'],
  ['a lot that is none', 'not-a-delivery-of-this-school'],
  ['a lot of another school', 'not-a-delivery-of-this-school'],
  ['a delivery that one person signed', 'delivery-not-signed'],
  ['a line that is not accepted', 'not-accepted-yet'],
] as const)('%s is refused', async ([what, detail]) => {
  const { d, at, order, link } = await orderingCanteen();
  const chosen = {
    'a lot of other goods': async () => (await receivedLot(at, rice())).lotId,
    'a lot that is none': async () => newId(t.clock.now()),
    'a lot of another school': async () => await lot(await canteen(d, { schoolName: '邻校' }), 10_000),
    'a delivery that one person signed': async () => await unsignedLot(at),
    'a line that is not accepted': async () => await lot(at, 10_000),
  }[what];
  const more = what === 'a line that is not accepted' ? { accepted: undefined } : {};
  const lineId = await order('x-1', more);
  const { status, body } = await link({ lineId, lotIds: [await chosen()] });
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ detail }]);
});

async function unsignedLot({ receiver, delivery }: Canteen): Promise<string> {
  const { coSigner, ...alone } = delivery();
  const receipt = await recordDelivery(receiver.ctx, alone);
  return receipt.lots[0]?.lotId as string;
}

test('an order that is none is 404', async () => {
  const { at, link } = await orderingCanteen();
  const { status } = await link({ lineId: newId(t.clock.now()), lotIds: [await lot(at, 10_000)] });
  expect(status).toBe(404);
});

test('a line named twice in one call is 422', async () => {
  const { at, order, link } = await orderingCanteen();
  const lineId = await order('t-1');
  const lotIds = [await lot(at, 10_000)];
  expect((await link({ lineId, lotIds }, { lineId, lotIds })).status).toBe(422);
});

test('only what arrives since deliveries are known here is asked for, and is gone once it is linked', async () => {
  const { d, at, order, link } = await orderingCanteen();
  await order('before', { accepted: { ...accepted, at: '2026-02-26T01:00:00.000Z' } });
  const lineId = await order('after');
  const lotId = await lot(at, 9_600);
  const bureau = await visitor(t, d.auditor);
  const found = async () => (await bureau.open('/bureau/832/filings?year=2026')).page.includes('未关联批次');
  expect(await found()).toBe(true);
  expect((await link({ lineId, lotIds: [lotId] })).status).toBe(201);
  expect(await found()).toBe(false);
});

test('on the page of a line the school ticks the deliveries', async () => {
  const { at, order, shown } = await orderingCanteen();
  const lineId = await order('p-1');
  const lotId = await lot(at, 10_000);
  const school = await visitor(t, at.manager);
  const path = `/canteen/832/lines/${lineId}`;
  const answer = await school.fillIn(path, { [`lot-${lotId}`]: 'true' }, `${path}/deliveries`);
  expect(answer.status).toBe(303);
  expect((await shown(lineId)).deliveries).toMatchObject([{ lotId, grams: 10_000 }]);
  expect((await school.open(path)).page).toContain('10 kg');
});
