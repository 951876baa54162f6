import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { recordOf } from '#tests/support/records.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const school = { name: '临江小学', kind: 'primary', dinersPerMeal: 620 };

test('an operator opens a school, and a record proves it', async () => {
  const { operator } = await t.district();
  const { status, body } = await call(t, 'POST /api/v1/schools', { as: operator, body: school });
  expect(status).toBe(201);
  expect(await recordOf(t, body.recordId)).toMatchObject({
    type: 'school-opened',
    v: 1,
    name: '临江小学',
    subject: body.id,
    sampleMinimumGrams: 125,
  });
  const queued = t.owner.selectFrom('leafQueue').select('recordId').where('recordId', '=', body.recordId);
  expect(await queued.execute()).toHaveLength(1);
});

test('the same key and body replay the answer, another body is refused', async () => {
  const { operator: as } = await t.district();
  const headers = { 'idempotency-key': 'open-1' };
  const first = await call(t, 'POST /api/v1/schools', { as, headers, body: school });
  const again = await call(t, 'POST /api/v1/schools', { as, headers, body: school });
  expect(again.body).toEqual(first.body);
  const other = await call(t, 'POST /api/v1/schools', { as, headers, body: { ...school, name: '别的学校' } });
  expect(other).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/idempotency-key-reused' },
  });
});

test('two schools of one name are a conflict', async () => {
  const { operator: as } = await t.district();
  await call(t, 'POST /api/v1/schools', { as, body: school });
  expect(await call(t, 'POST /api/v1/schools', { as, body: school })).toMatchObject({ status: 409 });
});

test('without sign-in 401, for other roles 403, and nothing is written', async () => {
  const d = await t.district();
  const inspector = await d.person('inspector');
  expect(await call(t, 'POST /api/v1/schools', { body: school })).toMatchObject({ status: 401 });
  expect(await call(t, 'POST /api/v1/schools', { as: inspector, body: school })).toMatchObject({
    status: 403,
  });
  expect((await call(t, 'GET /api/v1/schools', { as: inspector })).body).toEqual([]);
});

test.for([
  ['unknown field', { ...school, extra: 1 }],
  ['missing name', { kind: 'primary', dinersPerMeal: 1 }],
  ['bidi override', { ...school, name: 'a\u202Eb' }],
  ['lone surrogate', { ...school, name: '\uD800' }],
  ['fraction', { ...school, dinersPerMeal: 1.5 }],
] as const)('bad input (%s) is 422 with pointers', async ([, body]) => {
  const { operator: as } = await t.district();
  const answer = await call(t, 'POST /api/v1/schools', { as, body });
  expect(answer.status).toBe(422);
  expect(answer.body.errors.length).toBeGreaterThan(0);
});

test('a district never sees another one', async () => {
  const [a, b] = [await t.district(), await t.district()];
  await a.school('甲校');
  expect((await call(t, 'GET /api/v1/schools', { as: b.operator })).body).toEqual([]);
});
