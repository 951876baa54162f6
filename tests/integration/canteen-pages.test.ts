import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addCabinet, takeSample } from '#services/samples/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());
/** 10:00 in Shanghai on Monday 2 March. */
beforeEach(() => t.clock.set('2026-03-02T02:00:00.000Z'));

const hour = 3_600_000;

async function canteen() {
  const k = await testKitchen(t);
  return { ...k, v: await visitor(t, k.receiver) };
}
const row = (table: 'lots' | 'dishes' | 'meals' | 'samples', schoolId: string) =>
  t.owner.selectFrom(table).selectAll().where('schoolId', '=', schoolId).execute();

test('a delivery is issued, cooked, served and sampled by filling in forms, without scripts', async () => {
  const { v, schoolId, manager, deliver } = await canteen();
  const lot = await deliver({ quantityGrams: 20_000, expiresOn: '2026-03-06' });
  const { id: cabinetId } = await addCabinet(manager.ctx, { name: '1号留样柜' });

  let { page } = await v.open('/canteen/issue');
  expect(page).toContain('≤ 20 · 到期 <span class="nowrap">2026-03-06</span>');
  const issued = await v.submit(page, '/canteen/issue', {
    [`use-${lot.id}`]: '12.5',
    purpose: '午餐 番茄炒蛋',
    issuedTo: '赵师傅',
  });
  expect(issued).toMatchObject({ status: 303, location: '/canteen/issue?done=1' });
  expect((await v.open(issued.location)).page).toContain('已出库');

  ({ page } = await v.open('/canteen/dishes'));
  const cooked = await v.submit(page, '/canteen/dishes', {
    name: '番茄炒蛋',
    mealKind: 'lunch',
    [`use-${lot.id}`]: '12',
    core: '82.5',
    cookedAt: '2026-03-02T09:55',
    'trait-batch-hot': '1',
  });
  expect(cooked.status).toBe(422);
  // It was issued at 10:00: nothing is cooked of what is not there yet.
  expect(cooked.page).toContain('还不存在');
  expect(cooked.page).toContain('value="82.5"');
  const again = await v.submit(cooked.page, '/canteen/dishes', {
    name: '番茄炒蛋',
    mealKind: 'lunch',
    [`use-${lot.id}`]: '12',
    core: '82.5',
    cookedAt: '',
    'trait-batch-hot': '1',
  });
  expect(again).toMatchObject({ status: 303 });
  const [dish] = await t.owner.selectFrom('dishes').selectAll().where('schoolId', '=', schoolId).execute();
  expect(dish).toMatchObject({ coreTemperatureMilliC: 82_500, traits: ['batch-hot'], mealOn: '2026-03-02' });

  ({ page } = await v.open('/canteen/meals'));
  const served = await v.submit(page, '/canteen/meals', {
    kind: 'lunch',
    diners: '780',
    [`dish-${dish?.id}`]: '1',
  });
  expect(served).toMatchObject({ status: 303 });
  expect((await v.open('/canteen/meals')).page).toContain('780');

  ({ page } = await v.open('/canteen/samples'));
  expect(page).toContain('应于此前留样：10:30');
  ({ page } = await v.open(`/canteen/samples/take?dish=${dish?.id}`));
  const taken = await v.submit(page, '/canteen/samples/take', {
    dishId: dish?.id ?? '',
    grams: '150',
    cabinetId,
    container: 'A-07',
  });
  expect(taken.status).toBe(303);
  expect((await v.open(taken.location)).page).toContain('/labels/samples/');
  ({ page } = await v.open('/canteen/samples'));
  expect(page).toContain('都已留样');
  expect(page).toContain('48 小时 0 分');
  for (const table of ['meals', 'samples'] as const) expect(await row(table, schoolId)).toHaveLength(1);
});

test('what is in the store can be issued, also goods of a class that the goods table does not have', async () => {
  const { v, deliver } = await canteen();
  await deliver({ quantityGrams: 1_000, name: '生抽', goodsCode: 'CONDIMENT.LONG_GONE' });
  await deliver({ quantityGrams: 2_000, name: '本地土菜', goodsCode: null });
  await deliver({ quantityGrams: 3_000 });
  await deliver({ quantityGrams: 4_000, name: '待签收的菜', status: 'awaiting-signature' });
  const { page } = await v.open('/canteen/issue');
  expect(page).not.toContain('待签收的菜');
  const [known = '', unsorted = ''] = page.split('未分类');
  expect(known).toContain('番茄');
  for (const name of ['生抽', '本地土菜']) expect(unsorted).toContain(name);
});

test('advice to use another lot first is shown after the issue, and marked before it', async () => {
  const { v, deliver } = await canteen();
  const sooner = await deliver({ quantityGrams: 1_000, expiresOn: '2026-03-04' });
  const later = await deliver({ quantityGrams: 1_000, expiresOn: '2026-03-09' });
  const { page } = await v.open('/canteen/issue');
  expect(page).toMatch(new RegExp(`for="use-${sooner.id}">番茄[^/]*先用`));
  const fields = { [`use-${later.id}`]: '1', purpose: '午餐', issuedTo: '赵师傅' };
  const { location } = await v.submit(page, '/canteen/issue', fields);
  expect((await v.open(location)).page).toContain('应先使用：番茄 · 2026-03-04');
});

test('a refused form comes back with what was typed and a link to each bad field', async () => {
  const { v, deliver } = await canteen();
  const lot = await deliver({ quantityGrams: 1_000 });
  const { page } = await v.open('/canteen/issue');
  const field = `use-${lot.id}`;
  const fields = { [field]: '一千克', purpose: '', issuedTo: '赵师傅' };
  const bad = await v.submit(page, '/canteen/issue', fields);
  expect(bad.status).toBe(422);
  expect(bad.page).toContain('<a href="#purpose">');
  expect(bad.page).toContain('value="一千克"');
  expect(bad.page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
  expect(bad.page).toMatch(/id="purpose"[^>]*aria-invalid="true"/);
  const tooMuch = await v.submit(page, '/canteen/issue', { ...fields, purpose: '午餐', [field]: '1.001' });
  expect(tooMuch.status).toBe(409);
  expect(tooMuch.page).toContain('番茄只有 1 千克');
  expect(tooMuch.page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
  const empty = await v.submit((await v.open('/canteen/meals')).page, '/canteen/meals', { diners: '' });
  expect(empty.status).toBe(422);
  for (const field of ['kind', 'diners', 'dishIds']) expect(empty.page).toContain(`<a href="#${field}">`);
});

test('samples are discarded when due, cabinets measured; both say what is wrong', async () => {
  const { manager, receiver, district, schoolId, issued, ...canteenOf } = await canteen();
  let { v } = canteenOf;
  const lot = await issued({ quantityGrams: 5_000 });
  let { page } = await v.open('/canteen/dishes');
  const dish = { name: '汤', mealKind: 'lunch', [`use-${lot.id}`]: '1' };
  await v.submit(page, '/canteen/dishes', dish);
  const [{ id: dishId } = { id: '' }] = await t.owner
    .selectFrom('dishes')
    .select('id')
    .where('schoolId', '=', schoolId)
    .execute();
  ({ page } = await v.open('/canteen/samples'));
  const add = () => v.submit(page, '/canteen/cabinets', { name: '1号柜' });
  for (const click of ['first', 'second']) expect((await add()).status, click).toBe(303);
  ({ page } = await v.open('/canteen/samples'));
  const twice = await add();
  expect(twice.status).toBe(409);
  expect(twice.page).toContain('<a href="#name">');
  const cabinet = await t.owner
    .selectFrom('cabinets')
    .select('id')
    .where('schoolId', '=', schoolId)
    .executeTakeFirstOrThrow();
  const sample = await takeSample(receiver.ctx, {
    dishId,
    grams: 150,
    cabinetId: cabinet.id,
    container: 'A',
  });

  const measure = async (celsius: string) => {
    ({ page } = await v.open('/canteen/samples'));
    const action = `/canteen/cabinets/${cabinet.id}/temperatures`;
    return await v.submit(page, action, { [`celsius-${cabinet.id}`]: celsius });
  };
  expect((await measure('warm')).status).toBe(422);
  expect((await measure('9.5')).location).toContain('warm=0');
  t.clock.advance(hour);
  v = await visitor(t, receiver);
  const { location } = await measure('9');
  expect((await v.open(location)).page).toContain('超温样品数：1');

  const at = `/canteen/samples/${sample.id}/discard`;
  ({ page } = await v.open(at));
  const early = { reason: '留样期满', witness: manager.username, witnessPin: pin };
  expect((await v.submit(page, at, early)).page).toContain('留样未满规定时间');
  t.clock.advance(48 * hour);
  const discarder = await visitor(t, await district.person('receiver', { schoolId }));
  ({ page } = await discarder.open('/canteen/samples'));
  expect(page).toContain(`href="${at}"`);
  const done = await discarder.submit((await discarder.open(at)).page, at, early);
  expect(done).toMatchObject({ status: 303, location: '/canteen/samples?done=discarded' });
  expect((await discarder.open(at)).status).toBe(404);
});

test('people without the permission see no forms, and nothing of other schools', async () => {
  const { deliver, district, schoolId } = await canteen();
  const lot = await deliver({ quantityGrams: 1_000 });
  const admin = await visitor(t, await district.person('school-admin', { schoolId }));
  expect((await admin.open('/canteen/stock')).page).toContain('番茄');
  expect((await admin.open('/canteen/issue')).page).not.toContain('action="/canteen/issue"');
  const other = await testKitchen(t, district, '邻校');
  const neighbour = await visitor(t, other.receiver);
  expect((await neighbour.open(`/canteen/lots/${lot.code}`)).status).toBe(404);
  const auditor = await visitor(t, await district.person('auditor'));
  expect((await auditor.open('/canteen/samples')).status).toBe(403);
});
