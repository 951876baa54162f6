import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex } from '#ledger/bytes.ts';
import { transact } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { holdLot, releaseLot, takeFromLot } from '#services/lots/index.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, pork, receivedDelivery, rice } from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const sign = (as: Person, deliveryId: string) =>
  call(t, `POST /api/v1/deliveries/${deliveryId}/signature`, { as });
const unsigned = (at: Canteen, more = {}) =>
  receivedDelivery(at, { lines: [pork(), rice()], coSigner: undefined, ...more });
const statusOf = async (lotId: string) =>
  (await t.owner.selectFrom('lots').select('status').where('id', '=', lotId).executeTakeFirstOrThrow())
    .status;

test('until the second person signs nothing can be used; then everything can', async () => {
  const at = await canteen(await t.district());
  const receipt = await unsigned(at);
  expect(receipt.status).toBe('awaiting-signature');
  const [lot] = receipt.lots;
  const take = () => transact(at.manager.ctx, (tx) => takeFromLot(tx, at.schoolId, lot!.lotId, 1000));
  await expect(take()).rejects.toMatchObject({ code: 'lot-not-available' });
  const { status, body } = await sign(at.manager, receipt.id);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: receipt.id, status: 'signed' });
  expect(body.lots.map(({ lotId }: { lotId: string }) => lotId)).toEqual(
    receipt.lots.map(({ lotId }) => lotId),
  );
  await expect(take()).resolves.toMatchObject({ id: lot!.lotId });
});

test('the signature names the record and the digest that were signed', async () => {
  const at = await canteen(await t.district());
  const { id, recordId } = await unsigned(at);
  await sign(at.manager, id);
  const signed = await t.owner
    .selectFrom('records')
    .select('digest')
    .where('id', '=', recordId)
    .executeTakeFirstOrThrow();
  const signature = await t.owner
    .selectFrom('records')
    .select('canonical')
    .where('subjectId', '=', id)
    .where('type', '=', 'delivery-signed')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(signature.canonical)).toMatchObject({
    signedRecord: recordId,
    signedDigest: toHex(signed.digest),
    signer: { account: at.manager.id, role: 'manager' },
  });
});

test('the first signer cannot be the second, and nobody signs twice', async () => {
  const at = await canteen(await t.district());
  const { id } = await unsigned(at);
  expect(await sign(at.receiver, id)).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/same-signer' },
  });
  expect((await sign(at.manager, id)).status).toBe(200);
  expect((await sign(at.manager, id)).status).toBe(409);
});

test('who ordered the goods does not sign for them, first or second', async () => {
  const at = await canteen(await t.district());
  const { id } = await unsigned(at, { orderedById: at.manager.id });
  expect(await sign(at.manager, id)).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/signer-not-independent' },
  });
  await expect(unsigned(at, { orderedById: at.receiver.id })).rejects.toMatchObject({
    code: 'signer-not-independent',
  });
});

test('an override waits for a manager', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const colleague = await district.person('receiver', { schoolId: at.schoolId });
  const lines = [rice({ makerLicence: 'SC10633010002222', override: { reason: '已与原件核对' } })];
  const { id } = await unsigned(at, { lines });
  expect(await sign(colleague, id)).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/needs-override' },
  });
  expect((await sign(at.manager, id)).status).toBe(200);
});

test('a lot that was held while it waited is held once it is signed', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const inspector = await district.person('inspector');
  const { id, lots } = await unsigned(at);
  expect(await holdLot(inspector.ctx, { lotId: lots[0]!.lotId, reason: '抽检' })).toMatchObject({
    status: 'awaiting-signature',
  });
  await sign(at.manager, id);
  expect(await Promise.all(lots.map(({ lotId }) => statusOf(lotId)))).toEqual(['held', 'open']);
});

test('a lot whose hold was lifted while it waited is open once it is signed', async () => {
  const at = await canteen(await t.district());
  const { id, lots } = await unsigned(at);
  const held = { lotId: lots[0]!.lotId, reason: '抽检' };
  await holdLot(at.manager.ctx, held);
  expect(await releaseLot(at.manager.ctx, held)).toMatchObject({ status: 'awaiting-signature' });
  await sign(at.manager, id);
  expect(await statusOf(held.lotId)).toBe('open');
});

test('of two who sign in the same instant one is the second signer', async () => {
  const at = await canteen(await t.district());
  const { id } = await unsigned(at);
  const third = await at.district.person('receiver', { schoolId: at.schoolId });
  const answers = await Promise.all([sign(at.manager, id), sign(third, id)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('people of another school neither find nor sign it', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const { id } = await unsigned(at);
  const { id: elsewhere } = await district.school('第二小学');
  expect((await sign(await district.person('manager', { schoolId: elsewhere }), id)).status).toBe(403);
  expect((await sign(at.manager, newId(t.clock.now()))).status).toBe(404);
});
