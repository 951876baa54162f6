import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { relabelLot, transferLot } from '#services/kitchen/index.ts';
import { takeFromLot } from '#services/lots/index.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, pork, receivedLot } from '#tests/support/batches.ts';
import { recordOf } from '#tests/support/records.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const reason = '多名学生投诉异味';
const hold = (as: Person, lotId: string) =>
  call(t, `POST /api/v1/lots/${lotId}/hold`, { as, body: { reason } });
const release = (as: Person, lotId: string) =>
  call(t, `POST /api/v1/lots/${lotId}/release`, { as, body: { reason: '检测合格' } });
const giveBack = (as: Person, lotId: string, more = {}) =>
  call(t, `POST /api/v1/lots/${lotId}/returns`, {
    as,
    body: { grams: 2500, reason: '霉变', witness: '张伟', ...more },
  });
const take = ({ manager, schoolId }: Canteen, lotId: string, grams = 1000) =>
  transact(manager.ctx, (tx) => takeFromLot(tx, schoolId, lotId, grams));

async function inspected() {
  const district = await t.district();
  const at = await canteen(district);
  const lot = await receivedLot(at, pork());
  return { at, lot, inspector: await district.person('inspector'), district };
}

test('nothing of a held lot is used or returned; once released it is', async () => {
  const { at, lot, inspector } = await inspected();
  const { status, body } = await hold(inspector, lot.lotId);
  expect([status, body.status]).toEqual([201, 'held']);
  await expect(take(at, lot.lotId)).rejects.toMatchObject({ code: 'lot-held' });
  expect(await giveBack(at.receiver, lot.lotId)).toMatchObject({
    status: 409,
    body: { type: 'https://shansu.test/problems/lot-held' },
  });
  expect(await release(inspector, lot.lotId)).toMatchObject({ status: 200, body: { status: 'open' } });
  await expect(take(at, lot.lotId)).resolves.toMatchObject({ id: lot.lotId });
  const records = await t.owner
    .selectFrom('records')
    .select(['type', 'canonical'])
    .where('subjectId', '=', lot.lotId)
    .orderBy('type')
    .execute();
  expect(records.map(({ type }) => type)).toEqual(['lot-held', 'lot-received', 'lot-released']);
  expect(JSON.parse(records[0]!.canonical)).toMatchObject({
    because: reason,
    remainingGrams: 25_000,
    hold: body.holdId,
  });
});

test('what an inspector holds, no manager releases', async () => {
  const { at, lot, inspector } = await inspected();
  await hold(inspector, lot.lotId);
  await hold(at.manager, lot.lotId);
  expect((await release(at.manager, lot.lotId)).status).toBe(403);
  expect((await release(inspector, lot.lotId)).status).toBe(200);
  expect((await release(inspector, lot.lotId)).status).toBe(409);
});

test('what is held now is listed with its reason, for the district or the own school, a page at a time', async () => {
  const { at, lot, inspector, district } = await inspected();
  const other = await canteen(district, { schoolName: '第二小学' });
  const [elsewhere, released] = [await receivedLot(other), await receivedLot(other)];
  for (const { lotId } of [lot, elsewhere, released]) {
    await hold(inspector, lotId);
    t.clock.advance(1000);
  }
  await release(inspector, released.lotId);
  const list = (as: Person, query = '') => call(t, `GET /api/v1/holds${query}`, { as });

  const { status, body } = await list(inspector);
  expect([status, body.total]).toEqual([200, 2]);
  expect(body.holds).toMatchObject([
    { lotId: elsewhere.lotId, schoolName: '第二小学', reason, byRole: 'inspector' },
    { lotId: lot.lotId, lotName: '冷鲜猪后腿', supplierName: at.supplier.name, remainingGrams: 25_000 },
  ]);
  expect((await list(at.manager)).body).toMatchObject({ total: 1, holds: [{ lotId: lot.lotId }] });
  const [first] = body.holds;
  expect((await list(inspector, `?after=${first.holdId}`)).body).toMatchObject({
    total: 2,
    holds: [{ lotId: lot.lotId }],
  });
});

test('a page lists a hundred holds and leads to the next', async () => {
  const { at, lot, inspector } = await inspected();
  for (let held = 0; held < 101; held += 1) await hold(at.manager, lot.lotId);
  const { body } = await call(t, 'GET /api/v1/holds', { as: inspector });
  expect([body.holds.length, body.total]).toEqual([100, 101]);
  const browser = await visitor(t, inspector);
  const { page } = await browser.open('/inspector');
  expect(page).toContain(`/inspector?after=${body.next}`);
  expect((await browser.open(`/inspector?after=${body.next}`)).page).toContain(reason);
  expect((await browser.open('/inspector?after=nonsense')).status).toBe(200);
});

test('a manager holds lots of the own school only', async () => {
  const { lot, district } = await inspected();
  const { id: elsewhere } = await district.school('第二小学');
  const stranger = await district.person('manager', { schoolId: elsewhere });
  expect((await hold(stranger, lot.lotId)).status).toBe(403);
  expect((await hold(stranger, newId(t.clock.now()))).status).toBe(404);
  expect((await release(stranger, newId(t.clock.now()))).status).toBe(404);
});

test('a lot that is used up goes back to being closed', async () => {
  const { at, lot, inspector } = await inspected();
  await take(at, lot.lotId, 25_000);
  await hold(inspector, lot.lotId);
  expect(await release(inspector, lot.lotId)).toMatchObject({ body: { status: 'closed' } });
});

test('a supplier’s lot that is held takes no further delivery in the district, and nothing of it goes back, elsewhere or under another label', async () => {
  const { at, lot, inspector } = await inspected();
  const { parent } = await t.owner
    .selectFrom('lotLinks')
    .innerJoin('lots as child', 'child.number', 'lotLinks.child')
    .innerJoin('lots as parent', 'parent.number', 'lotLinks.parent')
    .select('parent.id as parent')
    .where('child.id', '=', lot.lotId)
    .executeTakeFirstOrThrow();
  expect((await hold(at.manager, parent)).status).toBe(403);
  await hold(inspector, parent);
  await expect(receivedLot(at, pork())).rejects.toMatchObject({ code: 'lot-held' });
  await expect(receivedLot(at, pork({ supplierLot: '另一批' }))).resolves.toBeDefined();
  expect(await giveBack(at.receiver, lot.lotId)).toMatchObject({
    status: 409,
    body: { type: 'https://shansu.test/problems/lot-held' },
  });
  const { id: toSchoolId } = await at.district.school('第二小学');
  const transfer = transferLot(at.receiver.ctx, { lotId: lot.lotId, grams: 1000, toSchoolId });
  await expect(transfer).rejects.toMatchObject({ code: 'lot-held' });
  const relabelling = relabelLot(at.receiver.ctx, { lotId: lot.lotId, reason: '标签破损' });
  await expect(relabelling).rejects.toMatchObject({ code: 'lot-held' });
});

test('a return lowers the stock, never below nothing, and stands in the trace', async () => {
  const { at, lot } = await inspected();
  const { status, body } = await giveBack(at.receiver, lot.lotId);
  expect([status, body.remainingGrams]).toEqual([201, 22_500]);
  const returned = await t.owner
    .selectFrom('lotLinks')
    .innerJoin('lots as parent', 'parent.number', 'lotLinks.parent')
    .innerJoin('lots as child', 'child.number', 'lotLinks.child')
    .select(['child.id', 'child.kind', 'lotLinks.quantityGrams'])
    .where('parent.id', '=', lot.lotId)
    .execute();
  expect(returned).toEqual([{ id: body.returnLotId, kind: 'return', quantityGrams: 2500 }]);
  const record = await recordOf(t, body.recordId);
  expect(JSON.stringify(record)).not.toContain('张伟');
  expect(record).toMatchObject({ grams: 2500, supplier: { name: at.supplier.name } });
  expect(await giveBack(at.receiver, lot.lotId, { grams: 22_501 })).toMatchObject({
    status: 409,
    body: { data: { remainingGrams: 22_500 } },
  });
  expect((await giveBack(at.receiver, newId(t.clock.now()))).status).toBe(404);
});

test('goods go back neither before they came nor in the future', async () => {
  const { at, lot } = await inspected();
  for (const returnedAt of ['2026-03-02T06:00:00+08:00', '2999-01-01T00:00:00Z'])
    expect(await giveBack(at.receiver, lot.lotId, { returnedAt })).toMatchObject({ status: 422 });
});

test('what has expired is destroyed, not returned', async () => {
  const { at, lot } = await inspected();
  t.clock.advance(6 * 86_400_000);
  expect(await giveBack(at.receiver, lot.lotId)).toMatchObject({
    status: 409,
    body: { type: 'https://shansu.test/problems/lot-expired' },
  });
});
