import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewDish } from '#schemas/dish.ts';
import { cookDish, serveMeal } from '#services/kitchen/index.ts';
import { addCabinet } from '#services/samples/index.ts';
import { call, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { recordAbout } from '#tests/support/records.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());
/** 10:00 in Shanghai on Monday 2 March. */
beforeEach(() => t.clock.set('2026-03-02T02:00:00.000Z'));

const minute = 60_000;
const hour = 60 * minute;
const unknown = '01938e6a-9c00-7000-8000-000000000001';
const problem = (code: string) => ({ type: `https://shansu.test/problems/${code}` });

async function canteen(more: { kind?: 'university'; sampleMinimumGrams?: number } = {}) {
  const k = await testKitchen(t, undefined, undefined, more);
  const lot = await k.issued({ quantityGrams: 100_000 });
  const { id: cabinetId } = await addCabinet(k.manager.ctx, { name: '1号留样柜' });
  const cook = (name: string, dish: Partial<NewDish> = {}) =>
    cookDish(k.receiver.ctx, {
      name,
      mealKind: 'lunch',
      inputs: [{ lotId: lot.id, grams: 1_000 }],
      ...dish,
    });
  const take = (dishId: string, body: object = {}, as = k.receiver) =>
    call(t, 'POST /api/v1/samples', {
      as,
      body: { dishId, grams: 150, cabinetId, container: 'A-07', ...body },
    });
  const discard = (sampleId: string, witness = k.manager, as = k.receiver, secret = pin) =>
    call(t, `POST /api/v1/samples/${sampleId}/discard`, {
      as,
      body: { reason: '留样期满', witness: { username: witness.username, pin: secret } },
    });
  const serve = (...dishIds: string[]) => serveMeal(k.receiver.ctx, { kind: 'lunch', diners: 300, dishIds });
  const missing = async () => (await call(t, 'GET /api/v1/samples/missing', { as: k.manager })).body;
  return { ...k, lot, cabinetId, cook, take, discard, serve, missing };
}

const findingsAbout = (subjectId: string) =>
  t.owner.selectFrom('findings').select(['ruleId', 'data']).where('subjectId', '=', subjectId).execute();
const breaches = async (subjectId: string) =>
  (await findingsAbout(subjectId))
    .map(({ ruleId, data }) => `${ruleId} ${(data as { breach: string }).breach}`)
    .sort();

test('a sample is a lot of its own behind the dish, kept 48 hours from sealing, with a record of who took it', async () => {
  const k = await canteen();
  const dish = await k.cook('番茄炒蛋');
  t.clock.advance(20 * minute);
  const { status, body } = await k.take(dish.id, { sealedAt: '2026-03-02T10:15:00+08:00' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ dueAt: '2026-03-04T02:15:00.000Z', findings: [] });
  const kept = await call(t, 'GET /api/v1/samples', { as: k.manager });
  expect(kept).toMatchObject({
    status: 200,
    body: [
      {
        id: body.id,
        code: body.code,
        dishName: '番茄炒蛋',
        mealKind: 'lunch',
        grams: 150,
        cabinet: '1号留样柜',
        container: 'A-07',
        sealedAt: '2026-03-02T02:15:00.000Z',
        dueAt: '2026-03-04T02:15:00.000Z',
        held: false,
      },
    ],
  });
  const record = await recordAbout(t, body.id);
  expect(record).toMatchObject({
    type: 'sample-taken',
    schoolName: '实验小学',
    code: body.code,
    dish: { id: dish.id, code: dish.code, name: '番茄炒蛋' },
    grams: 150,
    cabinet: '1号留样柜',
    container: 'A-07',
    occurredAt: '2026-03-02T02:15:00.000Z',
    recordedAt: '2026-03-02T02:20:00.000Z',
    dueAt: '2026-03-04T02:15:00.000Z',
    takenBy: { $commitment: expect.any(String) },
  });
  expect(JSON.stringify(record)).not.toContain('王敏');
  const link = await t.owner
    .selectFrom('lotLinks')
    .innerJoin('lots', 'lots.number', 'child')
    .select(['parent', 'childKind', 'lotLinks.quantityGrams'])
    .where('lots.id', '=', body.id)
    .executeTakeFirst();
  expect(link).toMatchObject({ childKind: 'sample', quantityGrams: 150 });
});

test('SMP-02: below 125 g it is no sample, below the school’s own minimum it is found short', async () => {
  const k = await canteen({ sampleMinimumGrams: 200 });
  const dish = await k.cook('汤');
  expect(await k.take(dish.id, { grams: 124 })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/grams', detail: 'at least 125' }] },
  });
  const short = await k.take(dish.id, { grams: 199 });
  expect(short).toMatchObject({
    status: 201,
    body: { findings: [{ ruleId: 'SMP-02', data: { quantityGrams: 199, minimumGrams: 200 } }] },
  });
  expect(await breaches(short.body.id)).toEqual(['SMP-02 below-limit']);
  expect(await k.take(dish.id, { grams: 200 })).toMatchObject({ status: 201, body: { findings: [] } });
});

test('what is no dish, no cabinet, in the future or from before the rule is refused', async () => {
  const k = await canteen();
  const dish = await k.cook('汤');
  expect(await k.take(unknown)).toMatchObject({ status: 404 });
  expect(await k.take(dish.id, { cabinetId: unknown })).toMatchObject({ status: 404 });
  expect(await k.take(k.lot.id)).toMatchObject({ status: 409, body: problem('lot-not-available') });
  for (const sealedAt of ['2026-03-02T10:06:00+08:00', '2010-01-01T00:00:00Z']) {
    expect(await k.take(dish.id, { sealedAt })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/sealedAt' }] },
    });
  }
});

test('SMP-03: not a moment before its time', async () => {
  const k = await canteen();
  const { body } = await k.take((await k.cook('汤')).id);
  t.clock.set('2026-03-04T01:59:59.999Z');
  expect(await k.discard(body.id)).toMatchObject({
    status: 409,
    body: { ...problem('sample-too-early-to-discard'), data: { dueAt: '2026-03-04T02:00:00.000Z' } },
  });
  t.clock.set('2026-03-04T02:00:00.000Z');
  expect(await k.discard(body.id)).toMatchObject({ status: 200 });
  expect(await recordAbout(t, body.id)).toMatchObject({
    type: 'sample-discarded',
    dish: { name: '汤' },
    grams: 150,
    because: '留样期满',
    witness: k.manager.id,
    witnessName: { $commitment: expect.any(String) },
  });
  expect((await call(t, 'GET /api/v1/samples', { as: k.manager })).body).toEqual([]);
  expect(await k.discard(body.id)).toMatchObject({ status: 409, body: problem('lot-not-available') });
  expect(await k.discard(unknown)).toMatchObject({ status: 404 });
});

test.for(['sample', 'dish', 'meal', 'delivery'] as const)(
  'SMP-03: nothing is discarded while its %s is held, however old',
  async (what) => {
    const k = await canteen();
    const dish = await k.cook('汤');
    const { body: sample } = await k.take(dish.id);
    const meal = await k.serve(dish.id);
    t.clock.advance(30 * 24 * hour);
    const heldLot = { sample: sample.id, dish: dish.id, meal: meal.id, delivery: k.lot.id }[what];
    await k.hold(heldLot);
    expect(await k.discard(sample.id)).toMatchObject({ status: 409, body: problem('sample-held') });
    await k.release(heldLot);
    expect(await k.discard(sample.id)).toMatchObject({ status: 200 });
  },
);

test('SMP-05: the witness is neither who discards nor who took it, and knows an own PIN', async () => {
  const k = await canteen();
  const other = await k.district.person('receiver', { schoolId: k.schoolId });
  const { body } = await k.take((await k.cook('汤')).id);
  t.clock.advance(48 * hour);
  expect(await k.discard(body.id, k.receiver, k.receiver)).toMatchObject({ status: 422 });
  expect(await k.discard(body.id, k.receiver, other)).toMatchObject({
    status: 422,
    body: problem('same-signer'),
  });
  for (let i = 0; i < 5; i += 1) {
    expect(await k.discard(body.id, k.manager, k.receiver, '000000')).toMatchObject({
      status: 422,
      body: problem('co-signer-refused'),
    });
  }
  expect(await k.discard(body.id, k.manager, k.receiver)).toMatchObject({ status: 429 });
  expect(await k.discard(body.id, other, k.manager)).toMatchObject({ status: 200 });
});

test('SMP-06: sealed before it was cooked, and entered hours later', async () => {
  const k = await canteen();
  const dish = await k.cook('汤');
  t.clock.advance(3 * hour);
  const early = await k.take(dish.id, { sealedAt: '2026-03-02T09:59:00+08:00' });
  expect(await breaches(early.body.id)).toEqual(['SMP-06 late-entry', 'SMP-06 sealed-before-cooked']);
  expect(early.body.findings).toMatchObject([{ breach: 'sealed-before-cooked' }, { breach: 'late-entry' }]);
  expect((await k.take(dish.id)).body.findings).toEqual([]);
});

test('a sample said to be sealed days before it was cooked is kept its time all the same, and traced to its ingredients', async () => {
  const k = await canteen();
  const dish = await k.cook('汤');
  const { body } = await k.take(dish.id, { sealedAt: '2026-02-27T10:00:00+08:00' });
  expect(body.dueAt).toBe('2026-03-04T02:00:00.000Z');
  expect(await k.discard(body.id)).toMatchObject({
    status: 409,
    body: problem('sample-too-early-to-discard'),
  });
  const trace = await call(t, `GET /api/v1/trace/lots/${body.id}`, { as: k.manager });
  expect(trace.body.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(['sample', 'dish', 'delivery']);
});

test('SMP-06: ten samples in one second, and a month of one weight, are each found once', async () => {
  const k = await canteen();
  const dish = await k.cook('汤');
  for (let i = 0; i < 12; i += 1) await k.take(dish.id);
  expect(await breaches(k.schoolId)).toEqual(['SMP-06 mass-entry']);
  for (let i = 0; i < 10; i += 1) {
    t.clock.advance(minute);
    await k.take(dish.id);
  }
  expect(await breaches(k.schoolId)).toEqual(['SMP-06 identical-amounts', 'SMP-06 mass-entry']);
  const neighbour = await testKitchen(t, k.district, '邻校');
  const { id: cabinetId } = await addCabinet(neighbour.manager.ctx, { name: '1号留样柜' });
  const { id: dishId } = await cookDish(neighbour.receiver.ctx, {
    name: '汤',
    mealKind: 'lunch',
    inputs: [],
  });
  await k.take(dishId, { cabinetId }, neighbour.receiver);
  expect(await breaches(neighbour.schoolId)).toEqual([]);
});

test('SMP-07: a dish with nothing tracked behind it cannot be traced, and the sample says so', async () => {
  const k = await canteen();
  const dish = await k.cook('白粥', { inputs: [] });
  const { body } = await k.take(dish.id);
  expect(body.findings).toMatchObject([{ ruleId: 'SMP-07', breach: 'no-batch' }]);
});

test('SMP-01: what is missing today, by when, until it is there', async () => {
  const k = await canteen();
  const [soup, rice, later] = [await k.cook('汤'), await k.cook('饭'), await k.cook('晚餐汤')];
  t.clock.advance(minute);
  const served = t.clock.now();
  const meal = await k.serve(soup.id, rice.id);
  const line = { mealId: meal.id, servedAt: served, dueAt: '2026-03-02T02:31:00.000Z' };
  expect(await k.missing()).toMatchObject([
    { dishName: '汤', ...line, overdue: false },
    { dishName: '饭', ...line, overdue: false },
    { dishId: later.id, mealId: null, dueAt: null, overdue: false },
  ]);
  await k.take(rice.id);
  await k.take(later.id);
  expect(await k.missing()).toMatchObject([{ dishName: '汤' }]);
  t.clock.set('2026-03-02T02:31:00.000Z');
  expect(await k.missing()).toMatchObject([{ dishName: '汤', overdue: false }]);
  t.clock.advance(1);
  expect(await k.missing()).toMatchObject([{ dishName: '汤', overdue: true }]);
  const late = await k.take(soup.id);
  expect(late.body.findings).toMatchObject([{ ruleId: 'SMP-01', breach: 'late-sample' }]);
  expect(await k.missing()).toEqual([]);
  // A second meal of the same dish asks for no second sample.
  t.clock.advance(5 * hour);
  await k.serve(soup.id);
  expect(await k.missing()).toEqual([]);
});

test('SMP-01: a university samples the dishes at risk, a dish served twice was due after the first meal', async () => {
  const k = await canteen({ kind: 'university' });
  const [plain, cold] = [await k.cook('炒饭'), await k.cook('凉拌番茄', { traits: ['cold'] })];
  expect(await k.missing()).toMatchObject([{ dishId: cold.id, dueAt: null }]);
  await k.serve(plain.id, cold.id);
  t.clock.advance(6 * hour);
  const fresh = await k.cook('面条');
  await k.serve(cold.id, fresh.id);
  const missing = await k.missing();
  expect(missing).toHaveLength(1);
  expect(missing).toMatchObject([{ dishId: cold.id, dueAt: '2026-03-02T02:30:00.000Z', overdue: true }]);
});

test('SMP-04: a cabinet too warm for too long marks every sample inside, once', async () => {
  const k = await canteen();
  const dish = await k.cook('汤');
  const { body: inside } = await k.take(dish.id);
  const measure = (temperatureMilliC: number, cabinetId = k.cabinetId) =>
    call(t, `POST /api/v1/cabinets/${cabinetId}/temperatures`, {
      as: k.receiver,
      body: { temperatureMilliC },
    });
  expect(await measure(4_000)).toMatchObject({ status: 201, body: { findings: [] } });
  t.clock.advance(hour);
  expect(await measure(9_500)).toMatchObject({ status: 201, body: { findings: [] } });
  t.clock.advance(31 * minute);
  const found = await measure(10_000);
  expect(found.body.findings).toMatchObject([
    { ruleId: 'SMP-04', evidence: [inside.id, k.cabinetId, expect.any(String), expect.any(String)] },
  ]);
  const { body: later } = await k.take(dish.id);
  t.clock.advance(minute);
  const again = await measure(10_500);
  expect(again.body.findings.map(({ evidence }: { evidence: string[] }) => evidence[0])).toEqual([later.id]);
  expect(await breaches(inside.id)).toEqual(['SMP-04 out-of-range']);
  expect(await measure(4_000, unknown)).toMatchObject({ status: 404 });
  expect(await recordAbout(t, k.cabinetId)).toMatchObject({
    type: 'cabinet-measured',
    schoolName: '实验小学',
    cabinet: '1号留样柜',
    temperatureMilliC: 10_500,
  });
  const cabinets = await call(t, 'GET /api/v1/cabinets', { as: k.manager });
  expect(cabinets).toMatchObject({
    status: 200,
    body: [{ id: k.cabinetId, name: '1号留样柜', temperatureMilliC: 10_500, measuredAt: t.clock.now() }],
  });
});

test('a cabinet has one name, its own school’s', async () => {
  const k = await canteen();
  const add = (name: string) => call(t, 'POST /api/v1/cabinets', { as: k.manager, body: { name } });
  expect(await add('1号留样柜')).toMatchObject({ status: 409 });
  expect(await add('2号留样柜')).toMatchObject({ status: 201 });
  const neighbour = await testKitchen(t, k.district, '邻校');
  expect((await call(t, 'GET /api/v1/cabinets', { as: neighbour.manager })).body).toEqual([]);
  const dish = await k.cook('汤');
  expect(await k.take(dish.id, {}, neighbour.receiver)).toMatchObject({ status: 404 });
  const { id: cabinetId } = await addCabinet(neighbour.manager.ctx, { name: '1号留样柜' });
  expect(await k.take(dish.id, { cabinetId })).toMatchObject({ status: 404 });
});

test('schools and days that are not such are refused', async () => {
  const k = await canteen();
  for (const path of ['samples?schoolId=1', 'samples/missing?on=2026-02-30', 'cabinets?schoolId=1']) {
    expect(await call(t, `GET /api/v1/${path}`, { as: k.receiver })).toMatchObject({ status: 422 });
  }
  expect(await call(t, 'GET /api/v1/samples/missing', { as: k.receiver })).toMatchObject({ status: 200 });
});
