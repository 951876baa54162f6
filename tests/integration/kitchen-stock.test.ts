import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { fieldsOf } from '#tests/support/form-fields.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { recordAbout } from '#tests/support/records.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const unknown = '01938e6a-9c00-7000-8000-000000000001';
const lotRow = (id: string) =>
  t.owner.selectFrom('lots').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const inKitchen = async (id: string) =>
  (await t.owner.selectFrom('kitchenStock').selectAll().where('lotId', '=', id).executeTakeFirst())
    ?.remainingGrams;

test('an issue moves grams from the store to the kitchen, and its record stands by itself', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 20_000, supplierLot: 'T-7', expiresOn: '2026-03-05' });
  const lots = [{ lotId: lot.id, grams: 12_500 }];
  const issue = { lots, purpose: '午餐 番茄炒蛋', issuedTo: '赵师傅' };
  const answer = await call(t, 'POST /api/v1/issues', { as: k.receiver, body: issue });
  expect(answer).toMatchObject({ status: 201, body: { issues: [{ lotId: lot.id, findings: [] }] } });
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 7_500, status: 'open' });
  expect(await inKitchen(lot.id)).toBe(12_500);
  const record = await recordAbout(t, lot.id);
  expect(record).toMatchObject({
    type: 'lot-issued',
    schoolName: '实验小学',
    lot: { id: lot.id, code: lot.code, name: '番茄' },
    supplierLot: 'T-7',
    expiresOn: '2026-03-05',
    grams: 12_500,
    purpose: '午餐 番茄炒蛋',
    issuedTo: { $commitment: expect.any(String) },
  });
  expect(JSON.stringify(record)).not.toContain('赵师傅');
  const stock = (place: string) =>
    call(t, `GET /api/v1/stock?place=${place}`, { as: k.manager }).then(({ status, body }) => {
      expect(status).toBe(200);
      return body;
    });
  const both = { lotId: lot.id, storeGrams: 7_500, kitchenGrams: 12_500, held: false, vessel: null };
  for (const place of ['store', 'kitchen']) expect(await stock(place)).toMatchObject([both]);
});

test('a second issue of the same lot adds up in the kitchen', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 20_000 });
  for (const grams of [5_000, 15_000]) {
    const body = { lots: [{ lotId: lot.id, grams }], purpose: '午餐', issuedTo: '赵师傅' };
    expect((await call(t, 'POST /api/v1/issues', { as: k.receiver, body })).status).toBe(201);
  }
  expect(await inKitchen(lot.id)).toBe(20_000);
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 0, status: 'closed' });
});

test('RCV-10: unknown, held, expired, unsigned and too much are refused, and nothing moves', async () => {
  const k = await testKitchen(t);
  const [held, expired, unsigned, small, lastDay] = [
    await k.deliver({ quantityGrams: 1_000 }),
    await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-01' }),
    await k.deliver({ quantityGrams: 1_000, status: 'awaiting-signature' }),
    await k.deliver({ quantityGrams: 1_000 }),
    await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-02' }),
  ];
  await k.hold(held.id);
  const issue = (lotId: string, grams = 1_000) =>
    call(t, 'POST /api/v1/issues', {
      as: k.receiver,
      body: { lots: [{ lotId, grams }], purpose: '午餐', issuedTo: '赵师傅' },
    });
  const problem = (code: string) => ({ type: `https://shansu.test/problems/${code}` });
  expect(await issue(unknown)).toMatchObject({ status: 404 });
  expect(await issue(held.id)).toMatchObject({ status: 409, body: problem('lot-held') });
  expect(await issue(expired.id)).toMatchObject({ status: 409, body: problem('lot-expired') });
  expect(await issue(unsigned.id)).toMatchObject({ status: 409, body: problem('lot-not-available') });
  expect(await issue(small.id, 1_001)).toMatchObject({
    status: 409,
    body: { ...problem('stock-exceeded'), data: { remainingGrams: 1_000 } },
  });
  expect(await issue(lastDay.id)).toMatchObject({ status: 201 });
  for (const { id } of [held, expired, unsigned, small]) expect(await inKitchen(id)).toBeUndefined();
});

test('a lot of another school cannot be issued', async () => {
  const k = await testKitchen(t);
  const other = await testKitchen(t, k.district, '邻校');
  const lot = await other.deliver({ quantityGrams: 1_000 });
  const body = { lots: [{ lotId: lot.id, grams: 1_000 }], purpose: '午餐', issuedTo: '赵师傅' };
  expect(await call(t, 'POST /api/v1/issues', { as: k.receiver, body })).toMatchObject({ status: 404 });
});

test('RCV-10 advice: a lot that expires sooner is named, the issue goes through', async () => {
  const k = await testKitchen(t);
  const [sooner, later] = [
    await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-04' }),
    await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-09' }),
  ];
  await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-03', goodsCode: 'EGG.FRESH' });
  await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-03', name: '同类别的另一种菜' });
  await k.hold((await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-03' })).id);
  const body = { lots: [{ lotId: later.id, grams: 500 }], purpose: '午餐', issuedTo: '赵师傅' };
  const answer = await call(t, 'POST /api/v1/issues', { as: k.receiver, body });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      issues: [{ findings: [{ ruleId: 'RCV-10', breach: 'not-first-to-expire', severity: 'finding' }] }],
    },
  });
  const [issue] = answer.body.issues;
  expect(issue.findings[0].evidence).toEqual([later.id, sooner.id]);
  const stored = await t.owner
    .selectFrom('findings')
    .select(['ruleId', 'judgedRecordId'])
    .where('subjectId', '=', later.id)
    .execute();
  expect(stored).toEqual([{ ruleId: 'RCV-10', judgedRecordId: issue.recordId }]);
});

test('several lots are issued together or not at all, and the older one needs no advice', async () => {
  const k = await testKitchen(t);
  const [sooner, later] = [
    await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-04' }),
    await k.deliver({ quantityGrams: 1_000, expiresOn: '2026-03-09' }),
  ];
  const issue = (grams: number) => {
    const lots = [sooner, later].map(({ id: lotId }) => ({ lotId, grams }));
    const body = { lots, purpose: '午餐', issuedTo: '赵师傅' };
    return call(t, 'POST /api/v1/issues', { as: k.receiver, body });
  };
  await k.deliver({ quantityGrams: 1_000, status: 'awaiting-signature' });
  expect(await issue(1_001)).toMatchObject({ status: 409, body: { detail: '番茄只有 1 千克。' } });
  expect(await inKitchen(sooner.id)).toBeUndefined();
  const { status, body } = await issue(600);
  expect(status).toBe(201);
  expect(body.issues).toMatchObject([
    { lotId: sooner.id, findings: [] },
    { lotId: later.id, findings: [] },
  ]);
  for (const { id } of [sooner, later]) expect(await inKitchen(id)).toBe(600);
});

test('the kitchen gives back what it does not need, and an empty lot opens again', async () => {
  const k = await testKitchen(t);
  const lot = await k.issued({ quantityGrams: 10_000 });
  const restock = (lotId: string, grams: number) =>
    call(t, 'POST /api/v1/restockings', { as: k.receiver, body: { lotId, grams, reason: '领用过多' } });
  expect((await restock(lot.id, 4_000)).status).toBe(201);
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 4_000, status: 'open' });
  expect(await inKitchen(lot.id)).toBe(6_000);
  expect(await recordAbout(t, lot.id)).toMatchObject({ type: 'lot-restocked', grams: 4_000 });
  expect(await restock(lot.id, 6_001)).toMatchObject({ status: 409 });
  expect(await restock(unknown, 1)).toMatchObject({ status: 404 });
  await k.hold(lot.id);
  expect(await restock(lot.id, 1)).toMatchObject({ status: 409 });
});

test('a disposal needs a witness who is somebody else of the same school', async () => {
  const k = await testKitchen(t);
  const stranger = (await testKitchen(t, k.district, '邻校')).manager;
  const lot = await k.deliver({ quantityGrams: 5_000, expiresOn: '2026-02-20' });
  const dispose = (username: string, secret = pin, lotId = lot.id) =>
    call(t, 'POST /api/v1/disposals', {
      as: k.receiver,
      body: {
        lotId,
        place: 'store',
        grams: 2_000,
        reason: '过期',
        witness: { username, pin: secret },
      },
    });
  const problem = (code: string) => ({ type: `https://shansu.test/problems/${code}` });
  expect(await dispose(k.receiver.username)).toMatchObject({ status: 422, body: problem('same-signer') });
  expect(await dispose(stranger.username)).toMatchObject({ status: 422, body: problem('co-signer-refused') });
  expect(await dispose(k.manager.username, '000000')).toMatchObject({
    status: 422,
    body: problem('co-signer-refused'),
  });
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 5_000 });
  const unsigned = await k.deliver({ quantityGrams: 5_000, status: 'awaiting-signature' });
  expect(await dispose(k.manager.username, pin, unsigned.id)).toMatchObject({
    status: 409,
    body: problem('lot-not-available'),
  });
  const answer = await dispose(k.manager.username);
  expect(answer.status).toBe(201);
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 3_000 });
  expect(await lotRow(answer.body.id)).toMatchObject({
    kind: 'disposal',
    quantityGrams: 2_000,
    remainingGrams: 0,
  });
  expect(await recordAbout(t, lot.id)).toMatchObject({
    type: 'lot-disposed',
    grams: 2_000,
    because: '过期',
    witness: k.manager.id,
    witnessName: { $commitment: expect.any(String) },
  });
  const link = await t.owner
    .selectFrom('lotLinks')
    .select(['quantityGrams', 'childKind'])
    .where('parent', '=', lot.number)
    .execute();
  expect(link).toEqual([{ quantityGrams: 2_000, childKind: 'disposal' }]);
});

test('wrong PINs lock the witness for a while', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 5_000 });
  const witness = { username: k.manager.username, pin: '000000' };
  const body = { lotId: lot.id, place: 'store', grams: 1, reason: '变质', witness };
  const attempt = () => call(t, 'POST /api/v1/disposals', { as: k.receiver, body });
  for (let i = 0; i < 5; i += 1) expect((await attempt()).status).toBe(422);
  expect((await attempt()).status).toBe(429);
});

test('nothing held is destroyed, in the store or in the kitchen; nor what is not there', async () => {
  const k = await testKitchen(t);
  const lot = await k.issued({ quantityGrams: 5_000 });
  const witness = { username: k.manager.username, pin };
  const dispose = (lotId: string, place: string, grams = 1_000) =>
    call(t, 'POST /api/v1/disposals', {
      as: k.receiver,
      body: { lotId, place, grams, reason: '变质', witness },
    });
  expect(await dispose(unknown, 'store')).toMatchObject({ status: 404 });
  expect(await dispose(lot.id, 'store')).toMatchObject({
    status: 409,
    body: { data: { remainingGrams: 0 } },
  });
  expect(await dispose(lot.id, 'kitchen')).toMatchObject({ status: 201 });
  expect(await inKitchen(lot.id)).toBe(4_000);
  await k.hold(lot.id);
  for (const place of ['store', 'kitchen']) {
    expect(await dispose(lot.id, place)).toMatchObject({
      status: 409,
      body: { type: 'https://shansu.test/problems/lot-held' },
    });
  }
});

test('a new label continues the lot under a new code; its date may only come closer', async () => {
  const k = await testKitchen(t);
  const old = await k.deliver({ quantityGrams: 9_000, expiresOn: '2026-03-09', supplierLot: 'A1' });
  const relabel = (more: object, lotId = old.id) =>
    call(t, 'POST /api/v1/relabellings', { as: k.manager, body: { lotId, reason: '标签破损', ...more } });
  expect(await relabel({ expiresOn: '2026-03-10' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/expiresOn' }] },
  });
  expect(await relabel({}, unknown)).toMatchObject({ status: 404 });
  const answer = await relabel({ expiresOn: '2026-03-06' });
  expect(answer.status).toBe(201);
  expect(await lotRow(old.id)).toMatchObject({ remainingGrams: 0, status: 'closed' });
  expect(await lotRow(answer.body.id)).toMatchObject({
    kind: 'delivery',
    name: '番茄',
    expiresOn: '2026-03-06',
    supplierLot: 'A1',
    remainingGrams: 9_000,
    status: 'open',
  });
  expect(await recordAbout(t, answer.body.id)).toMatchObject({
    type: 'lot-relabelled',
    from: { code: old.code },
    lot: { code: answer.body.code },
    grams: 9_000,
  });
  expect(await relabel({})).toMatchObject({ status: 409 });
});

test('a transfer is a new lot at the other school, usable once its people sign', async () => {
  const a = await testKitchen(t);
  const b = await testKitchen(t, a.district, '第二小学');
  const lot = await a.deliver({ quantityGrams: 30_000, expiresOn: '2026-03-09', supplierLot: 'R-1' });
  const send = (body: object) => call(t, 'POST /api/v1/transfers', { as: a.manager, body });
  expect(await send({ lotId: lot.id, grams: 1, toSchoolId: a.schoolId })).toMatchObject({ status: 422 });
  expect(await send({ lotId: lot.id, grams: 1, toSchoolId: unknown })).toMatchObject({ status: 404 });
  expect(await send({ lotId: lot.id, grams: 30_001, toSchoolId: b.schoolId })).toMatchObject({ status: 409 });
  const { status, body } = await send({ lotId: lot.id, grams: 10_000, toSchoolId: b.schoolId });
  expect(status).toBe(201);
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 20_000 });
  expect(await lotRow(body.lotId)).toMatchObject({
    schoolId: b.schoolId,
    supplierLot: 'R-1',
    status: 'awaiting-signature',
    remainingGrams: 10_000,
  });
  const incoming = await call(t, 'GET /api/v1/transfers/incoming', { as: b.receiver });
  expect(incoming).toMatchObject({
    status: 200,
    body: [{ id: body.id, fromSchool: '实验小学', grams: 10_000 }],
  });
  const accept = (as = b.receiver) => call(t, `POST /api/v1/transfers/${body.id}/accept`, { as });
  expect(await accept(a.receiver)).toMatchObject({ status: 404 });
  expect(await accept()).toMatchObject({ status: 200, body: { lotId: body.lotId } });
  expect(await lotRow(body.lotId)).toMatchObject({ status: 'open' });
  expect(await recordAbout(t, body.lotId)).toMatchObject({
    type: 'transfer-accepted',
    school: b.schoolId,
    fromSchool: '实验小学',
    toSchool: '第二小学',
    from: { code: lot.code },
  });
  expect(await accept()).toMatchObject({ status: 404 });
  const nonsense = await call(t, 'POST /api/v1/transfers/x/accept', { as: b.receiver });
  expect(nonsense).toMatchObject({ status: 422, body: { errors: [{ pointer: '/transferId' }] } });
  const visit = await visitor(t, b.receiver);
  const { page } = await visit.open('/canteen/issue');
  expect((await visit.send('/canteen/transfers/x/accept', fieldsOf(page))).status).toBe(404);
});

test('a transferred lot that is held meanwhile cannot be signed for', async () => {
  const a = await testKitchen(t);
  const b = await testKitchen(t, a.district, '第二小学');
  const lot = await a.deliver({ quantityGrams: 1_000 });
  const transfer = { lotId: lot.id, grams: 1_000, toSchoolId: b.schoolId };
  const { body } = await call(t, 'POST /api/v1/transfers', { as: a.manager, body: transfer });
  await a.hold(body.lotId);
  const accepted = await call(t, `POST /api/v1/transfers/${body.id}/accept`, { as: b.receiver });
  expect(accepted).toMatchObject({ status: 409 });
});

test('an inspector names the school to look at, and reads only', async () => {
  const k = await testKitchen(t);
  await k.deliver({ quantityGrams: 1_000 });
  const inspector = await k.district.person('inspector');
  const look = (query: string) => call(t, `GET /api/v1/stock?place=store${query}`, { as: inspector });
  expect(await look(`&schoolId=${k.schoolId}`)).toMatchObject({ status: 200, body: [{ name: '番茄' }] });
  expect(await look('')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/schoolId' }] } });
  const meals = await call(t, 'GET /api/v1/transfers/incoming?schoolId=x', { as: inspector });
  expect(meals).toMatchObject({ status: 422 });
});

test('a manager who names another school is refused, not shown the own stock as its', async () => {
  const k = await testKitchen(t);
  const { id: elsewhere } = await k.district.school('第二小学');
  const look = (path: string) => call(t, `GET /api/v1/${path}`, { as: k.manager });
  for (const path of ['stock?', 'dishes?on=2026-03-02&', 'samples?', 'cabinets?', 'transfers/incoming?']) {
    expect(await look(`${path}schoolId=${elsewhere}`), path).toMatchObject({ status: 403 });
    expect(await look(`${path}schoolId=${k.schoolId}`), path).toMatchObject({ status: 200 });
  }
});
