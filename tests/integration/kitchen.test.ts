import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '#services/context.ts';
import { holdLot } from '#services/lots/index.ts';
import { admitSupplier } from '#services/suppliers/index.ts';
import { walk } from '#services/trace/index.ts';
import { call, type Person, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, receivedDelivery, receivedLot } from '#tests/support/batches.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { recordAbout } from '#tests/support/records.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const minute = 60_000;
const unknown = '01938e6a-9c00-7000-8000-000000000001';
const problem = (code: string) => ({ type: `https://shansu.test/problems/${code}` });
const lotRow = (id: string) =>
  t.owner.selectFrom('lots').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const post = (as: Person, path: string) => async (body: object) =>
  await call(t, `POST /api/v1/${path}`, { as, body });

/** The ids of the lots that a lot was made of, or that were made of it. */
async function traced(person: Person, lotId: string, direction: 'back' | 'forward') {
  const { number } = await lotRow(lotId);
  return await read(person.ctx, async (db) => {
    const { numbers } = await walk(db, number, direction);
    const lots = await db.selectFrom('lots').select('id').where('number', 'in', numbers).execute();
    return new Set(lots.map(({ id }) => id).filter((id) => id !== lotId));
  });
}

test('a by-product knows only its own inputs, and the trace goes through both ways', async () => {
  const k = await testKitchen(t);
  const pork = await k.issued({ quantityGrams: 20_000, name: '猪肉', goodsCode: 'MEAT.PORK_CHILLED' });
  const egg = await k.issued({ quantityGrams: 2_000, name: '鸡蛋', goodsCode: 'EGG.FRESH' });
  t.clock.advance(10 * minute);
  const { status, body } = await post(
    k.receiver,
    'preparations',
  )({
    outputs: [
      {
        name: '肉片（上浆）',
        grams: 16_500,
        inputs: [
          { lotId: pork.id, grams: 15_000 },
          { lotId: egg.id, grams: 2_000 },
        ],
      },
      { name: '猪油渣', grams: 900, inputs: [{ lotId: pork.id, grams: 1_000 }] },
    ],
  });
  expect(status).toBe(201);
  const [slices, cracklings] = body.lots;
  expect(await traced(k.receiver, slices.id, 'back')).toEqual(new Set([pork.id, egg.id]));
  expect(await traced(k.receiver, cracklings.id, 'back')).toEqual(new Set([pork.id]));
  t.clock.advance(10 * minute);
  const dish = await post(
    k.receiver,
    'dishes',
  )({
    name: '滑肉片',
    mealKind: 'lunch',
    inputs: [{ lotId: slices.id, grams: 16_500 }],
  });
  expect(dish.status).toBe(201);
  // Used up and closed, the semi-finished lot still carries the trace.
  expect(await lotRow(slices.id)).toMatchObject({ status: 'closed', remainingGrams: 0 });
  expect(await traced(k.receiver, dish.body.id, 'back')).toEqual(new Set([slices.id, pork.id, egg.id]));
  expect(await traced(k.receiver, egg.id, 'forward')).toEqual(new Set([slices.id, dish.body.id]));
  const records = [await recordAbout(t, slices.id), await recordAbout(t, cracklings.id)];
  expect(records[0]).toMatchObject({
    type: 'lot-prepared',
    schoolName: '实验小学',
    lot: { name: '肉片（上浆）', code: slices.code },
    inputs: [
      { name: '猪肉', code: pork.code, grams: 15_000 },
      { name: '鸡蛋', code: egg.code, grams: 2_000 },
    ],
    allergens: ['EGG'],
  });
  expect(records[1].preparation).toBe(records[0].preparation);
  expect(records[1].inputs).toHaveLength(1);
});

test('a topped-up vat is a new lot: what left it earlier is not affected by what came in later', async () => {
  const k = await testKitchen(t);
  const oil = (name: string) =>
    k.issued({ quantityGrams: 10_000, name, goodsCode: 'OIL.VEG', expiresOn: '2027-01-01' });
  const [first, second] = [await oil('油甲'), await oil('油乙')];
  const use = (lotId: string, grams: number) => [{ lotId, grams }];
  t.clock.advance(minute);
  const filled = await post(
    k.receiver,
    'preparations',
  )({
    outputs: [{ name: '煎炸油', grams: 10_000, inputs: use(first.id, 10_000), vessel: '1号炸锅' }],
  });
  const vat = filled.body.lots[0];
  t.clock.advance(minute);
  const fry = (lotId: string) =>
    post(k.receiver, 'dishes')({ name: '炸鸡', mealKind: 'lunch', inputs: use(lotId, 1_000) });
  const before = await fry(vat.id);
  t.clock.advance(minute);
  const topUp = post(k.receiver, 'top-ups');
  const topped = await topUp({ vatLotId: vat.id, inputs: use(second.id, 4_000) });
  expect(topped.status).toBe(201);
  expect(await lotRow(topped.body.id)).toMatchObject({
    name: '煎炸油',
    quantityGrams: 13_000,
    expiresOn: '2027-01-01',
  });
  expect(await lotRow(vat.id)).toMatchObject({ status: 'closed', remainingGrams: 0 });
  t.clock.advance(minute);
  const after = await fry(topped.body.id);
  expect(await traced(k.receiver, before.body.id, 'back')).toEqual(new Set([vat.id, first.id]));
  expect(await traced(k.receiver, after.body.id, 'back')).toEqual(
    new Set([topped.body.id, vat.id, first.id, second.id]),
  );
  expect(await traced(k.receiver, second.id, 'forward')).toEqual(new Set([topped.body.id, after.body.id]));
  expect(await recordAbout(t, topped.body.id)).toMatchObject({
    type: 'vat-topped-up',
    vessel: '1号炸锅',
    inputs: [{ id: vat.id, grams: 9_000 }, { id: second.id }],
  });
  // The old lot is gone, a lot outside a vessel cannot be topped up, and the vessel is not free for another lot.
  expect(await topUp({ vatLotId: vat.id, inputs: use(second.id, 1) })).toMatchObject({ status: 409 });
  expect(await topUp({ vatLotId: second.id, inputs: use(first.id, 1) })).toMatchObject({ status: 409 });
  expect(await topUp({ vatLotId: unknown, inputs: use(second.id, 1) })).toMatchObject({ status: 404 });
  const outputs = [{ name: '别的油', grams: 1, inputs: use(second.id, 1), vessel: '1号炸锅' }];
  expect(await post(k.receiver, 'preparations')({ outputs })).toMatchObject({
    status: 409,
    body: { ...problem('conflict'), data: { lotId: topped.body.id } },
  });
  const lost = [{ name: '油', grams: 1, inputs: use(unknown, 1) }];
  expect(await post(k.receiver, 'preparations')({ outputs: lost })).toMatchObject({ status: 404 });
  const stock = await call(t, 'GET /api/v1/stock?place=kitchen', { as: k.receiver });
  expect(stock.body).toContainEqual(
    expect.objectContaining({ lotId: topped.body.id, vessel: '1号炸锅', kitchenGrams: 12_000 }),
  );
});

test('an emptied vessel takes a new lot, and a re-labelled one stays in its vessel', async () => {
  const k = await testKitchen(t);
  const rice = await k.issued({ quantityGrams: 10_000, name: '大米', goodsCode: 'GRAIN.RICE' });
  const fill = (grams: number) =>
    post(
      k.receiver,
      'preparations',
    )({
      outputs: [{ name: '米', grams, inputs: [{ lotId: rice.id, grams }], vessel: '米桶' }],
    });
  const first = (await fill(1_000)).body.lots[0];
  const relabelled = await post(k.receiver, 'relabellings')({ lotId: first.id, reason: '标签破损' });
  expect(await lotRow(relabelled.body.id)).toMatchObject({ kind: 'prepared', remainingGrams: 1_000 });
  expect((await fill(1_000)).status).toBe(409);
  const witness = { username: k.manager.username, pin };
  const dispose = { lotId: relabelled.body.id, place: 'kitchen', grams: 1_000, reason: '受潮', witness };
  expect((await post(k.receiver, 'disposals')(dispose)).status).toBe(201);
  expect((await fill(2_000)).status).toBe(201);
});

test('a dish knows its allergens through prepared lots and labels, and its record stands by itself', async () => {
  const k = await testKitchen(t);
  const flour = await k.issued({ quantityGrams: 9_000, name: '面粉', goodsCode: 'GRAIN.FLOUR' });
  const egg = await k.issued({ quantityGrams: 3_000, name: '鸡蛋', goodsCode: 'EGG.FRESH' });
  const dough = await post(
    k.receiver,
    'preparations',
  )({
    outputs: [{ name: '面团', grams: 9_500, inputs: [{ lotId: flour.id, grams: 9_000 }] }],
  });
  t.clock.set('2026-03-02T02:40:00.000Z');
  const { status, body } = await post(
    k.receiver,
    'dishes',
  )({
    name: '鸡蛋饼',
    mealKind: 'lunch',
    cookedAt: '2026-03-02T10:35:00+08:00',
    coreTemperatureMilliC: 82_000,
    traits: ['batch-hot'],
    inputs: [
      { lotId: dough.body.lots[0].id, grams: 9_500 },
      { lotId: egg.id, grams: 3_000 },
    ],
    allergens: ['MILK'],
    labelText: '馅料可能含微量乳成分',
  });
  expect(status).toBe(201);
  const { body: dishes } = await call(t, 'GET /api/v1/dishes?on=2026-03-02', { as: k.manager });
  expect(dishes).toMatchObject([
    {
      id: body.id,
      code: body.code,
      name: '鸡蛋饼',
      mealOn: '2026-03-02',
      cookedAt: '2026-03-02T02:35:00.000Z',
      coreTemperatureMilliC: 82_000,
      allergens: ['GLUTEN', 'EGG', 'MILK'],
      held: false,
    },
  ]);
  expect(await recordAbout(t, body.id)).toMatchObject({
    type: 'dish-cooked',
    schoolName: '实验小学',
    dish: { name: '鸡蛋饼', code: body.code },
    inputs: [
      { name: '面团', grams: 9_500 },
      { name: '鸡蛋', code: egg.code, grams: 3_000 },
    ],
    allergens: [{ code: 'GLUTEN', name: '含麸质的谷物及其制品' }, { code: 'EGG' }, { code: 'MILK' }],
    labelText: '馅料可能含微量乳成分',
    occurredAt: '2026-03-02T02:35:00.000Z',
    recordedAt: '2026-03-02T02:40:00.000Z',
  });
});

test('held, expired on the day, used up, never issued, unknown or not yet there: no dish, and nothing moves', async () => {
  t.clock.set('2026-03-03T01:00:00.000Z');
  const k = await testKitchen(t);
  const [held, expiring, small, store] = [
    await k.issued({ quantityGrams: 1_000 }),
    await k.issued({ quantityGrams: 1_000, expiresOn: '2026-03-03' }),
    await k.issued({ quantityGrams: 1_000 }),
    await k.deliver({ quantityGrams: 1_000 }),
  ];
  await k.hold(held.id);
  t.clock.set('2026-03-04T01:00:00.000Z');
  const cook = (lotId: string, grams = 1_000, more: object = {}) =>
    post(
      k.receiver,
      'dishes',
    )({
      name: '菜',
      mealKind: 'lunch',
      inputs: [
        { lotId: small.id, grams: 1 },
        { lotId, grams },
      ],
      ...more,
    });
  expect(await cook(held.id)).toMatchObject({ status: 409, body: problem('lot-held') });
  expect(await cook(expiring.id)).toMatchObject({ status: 409, body: problem('lot-expired') });
  expect(await cook(store.id)).toMatchObject({ status: 409, body: { data: { remainingGrams: 0 } } });
  expect(await cook(unknown)).toMatchObject({ status: 404 });
  expect(await cook(small.id)).toMatchObject({ status: 422 });
  const early = { cookedAt: '2026-03-03T08:59:00+08:00' };
  expect(await cook(expiring.id, 1_000, early)).toMatchObject({
    status: 422,
    body: { data: { beganAt: '2026-03-03T01:00:00.000Z' } },
  });
  const future = { cookedAt: '2026-03-04T09:06:00+08:00' };
  expect(await cook(expiring.id, 1_000, future)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/cookedAt' }] },
  });
  expect(await cook(expiring.id, 1_000, { allergens: ['DUST'] })).toMatchObject({
    status: 409,
  });
  const stock = await t.owner
    .selectFrom('kitchenStock')
    .select('remainingGrams')
    .where('schoolId', '=', k.schoolId)
    .execute();
  expect(stock.map(({ remainingGrams }) => remainingGrams)).toEqual([1_000, 1_000, 1_000]);
  // Entered a day late, it was cooked in time.
  expect(await cook(expiring.id, 1_000, { cookedAt: '2026-03-03T11:00:00+08:00' })).toMatchObject({
    status: 201,
  });
  expect(await cook(small.id, 999, { allergens: ['DUST'], inputs: [] })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/allergens' }] },
  });
});

test('a meal is served of dishes, counted and not named; a held dish stays in the kitchen', async () => {
  t.clock.set('2026-03-05T02:00:00.000Z');
  const k = await testKitchen(t);
  const lot = await k.issued({ quantityGrams: 9_000 });
  const cook = async (name: string) =>
    (
      await post(
        k.receiver,
        'dishes',
      )({
        name,
        mealKind: 'lunch',
        inputs: [{ lotId: lot.id, grams: 1_000 }],
      })
    ).body;
  const [soup, salad, held] = [await cook('番茄汤'), await cook('凉拌番茄'), await cook('番茄酱')];
  t.clock.advance(60 * minute);
  const serve = post(k.receiver, 'meals');
  const meal = { kind: 'lunch', diners: 780 };
  const { status, body } = await serve({ ...meal, dishIds: [soup.id, salad.id] });
  expect(status).toBe(201);
  expect(await traced(k.receiver, lot.id, 'forward')).toContain(body.id);
  expect(await recordAbout(t, body.id)).toMatchObject({
    type: 'meal-served',
    kind: 'lunch',
    servedOn: '2026-03-05',
    diners: 780,
    dishes: [{ name: '番茄汤', code: soup.code }, { name: '凉拌番茄' }],
  });
  const listed = await call(t, 'GET /api/v1/meals', { as: k.manager });
  expect(listed).toMatchObject({
    status: 200,
    body: [{ id: body.id, diners: 780, dishIds: [soup.id, salad.id] }],
  });
  await k.hold(held.id);
  expect(await serve({ ...meal, dishIds: [held.id] })).toMatchObject({
    status: 409,
    body: problem('lot-held'),
  });
  expect(await serve({ ...meal, dishIds: [lot.id] })).toMatchObject({ status: 409 });
  expect(await serve({ ...meal, dishIds: [unknown] })).toMatchObject({ status: 404 });
  expect(await serve({ ...meal, dishIds: [soup.id, soup.id] })).toMatchObject({ status: 422 });
  const early = { servedAt: '2026-03-05T09:59:00+08:00' };
  expect(await serve({ ...meal, ...early, dishIds: [soup.id] })).toMatchObject({ status: 422 });
});

test('a hold reaches what was made of the lot before: it is neither served, nor used on, nor destroyed', async () => {
  const k = await testKitchen(t);
  const lot = await k.issued({ quantityGrams: 9_000 });
  const inputs = [{ lotId: lot.id, grams: 3_000 }];
  const outputs = [{ name: '番茄酱', grams: 3_000, inputs }];
  const sauce = (await post(k.receiver, 'preparations')({ outputs })).body.lots[0];
  const dish = (await post(k.receiver, 'dishes')({ name: '汤', mealKind: 'lunch', inputs })).body;
  await k.hold(lot.id);
  const witness = { username: k.manager.username, pin };
  const attempts = {
    dishes: { name: '面', mealKind: 'lunch', inputs: [{ lotId: sauce.id, grams: 1 }] },
    meals: { kind: 'lunch', diners: 1, dishIds: [dish.id] },
    relabellings: { lotId: sauce.id, reason: '标签破损' },
    disposals: { lotId: dish.id, place: 'kitchen', grams: 1, reason: '剩余', witness },
  };
  for (const [path, body] of Object.entries(attempts)) {
    expect(await post(k.receiver, path)(body), path).toMatchObject({
      status: 409,
      body: { ...problem('lot-held'), data: { holdIds: [expect.any(String)] } },
    });
  }
  await k.release(lot.id);
  for (const [path, body] of Object.entries(attempts)) {
    expect((await post(k.receiver, path)({ ...body })).status, path).toBe(201);
  }
});

test('a supplier lot that is held is issued by no school', async () => {
  const d = await t.district();
  const schools = [await canteen(d), await canteen(d, { schoolName: '第二小学' })] as const;
  const [{ supplier }] = schools;
  const shared = { supplierLot: 'S-1', producedOn: '2026-03-01' };
  t.clock.set('2026-03-01T22:30:00.000Z');
  const first = await receivedLot(schools[0], shared);
  const admission = { supplierId: supplier.id, goodsScope: ['VEG.LEAF'], admittedOn: '2025-09-01' };
  await admitSupplier(schools[1].manager.ctx, admission);
  const lines = [line(shared)];
  const delivered = await receivedDelivery(schools[1], { supplierId: supplier.id, lines });
  const inspector = await d.person('inspector');
  const origins = await traced(inspector, first.lotId, 'back');
  const [origin] = origins;
  await holdLot(inspector.ctx, { lotId: origin as string, reason: '召回' });
  for (const [{ receiver }, { lotId }] of [
    [schools[0], first],
    [schools[1], delivered.lots[0]!],
  ] as const) {
    const issue = { lots: [{ lotId, grams: 1_000 }], purpose: '午餐', issuedTo: '赵师傅' };
    expect(await post(receiver, 'issues')(issue)).toMatchObject({ status: 409, body: problem('lot-held') });
  }
});

test('a dish whose leftovers were weighed away remains a dish', async () => {
  const k = await testKitchen(t);
  const { body } = await post(k.receiver, 'dishes')({ name: '汤', mealKind: 'dinner', inputs: [] });
  const witness = { username: k.manager.username, pin };
  const dispose = { lotId: body.id, place: 'kitchen', grams: 4_000, reason: '剩余', witness };
  expect((await post(k.receiver, 'disposals')(dispose)).status).toBe(201);
  expect(await lotRow(body.id)).toMatchObject({ kind: 'dish', status: 'open' });
});

test('days and schools that are not such are refused', async () => {
  const k = await testKitchen(t);
  for (const path of ['dishes?on=2026-02-30', 'meals?on=today', 'dishes?schoolId=1']) {
    expect(await call(t, `GET /api/v1/${path}`, { as: k.receiver })).toMatchObject({ status: 422 });
  }
});
