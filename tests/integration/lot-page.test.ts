import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cookDish, prepareLots, transferLot } from '#services/kitchen/index.ts';
import { holdLot } from '#services/lots/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, pork, receivedDelivery } from '#tests/support/batches.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { sequence } from '#tests/support/log.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());
/** 10:00 in Shanghai on Monday 2 March. */
beforeEach(() => t.clock.set('2026-03-02T02:00:00.000Z'));

const lotRow = (id: string) =>
  t.owner.selectFrom('lots').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const text = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const actionsOn = (page: string) =>
  [...page.matchAll(/href="\/canteen\/lots\/\w+\/([a-z-]+)"/g)].map(([, name]) => name).toSorted();

test('the page of a lot tells what it is, its papers, what became of it, and its records with proof', async () => {
  const at = await canteen(await t.district());
  const { lots, id } = await receivedDelivery(at, { lines: [pork()] });
  const [{ lotId, code } = { lotId: '', code: '' }] = lots;
  const v = await visitor(t, at.receiver);
  const issued = await v.fillIn(
    `/canteen/issue?lot=${lotId}`,
    {
      [`use-${lotId}`]: '10',
      purpose: '午餐',
      issuedTo: '赵师傅',
    },
    '/canteen/issue',
  );
  expect(issued.status).toBe(303);
  const dish = await cookDish(at.receiver.ctx, {
    name: '红烧肉',
    mealKind: 'lunch',
    inputs: [{ lotId, grams: 4_000 }],
  });
  await sequence(t);
  const { page } = await v.open(`/canteen/lots/${code.toLowerCase()}`);
  const said = text(page);
  for (const part of [
    '库房 15 kg',
    '厨房 6 kg',
    '还剩 4 天',
    'P260301-A',
    '动物检疫合格证明',
    '3100238841',
    '出库 10 kg：午餐',
    '待上链',
  ])
    expect(said).toContain(part);
  expect(page).toContain(`href="/canteen/deliveries/${id}"`);
  expect(page).toContain(`href="/canteen/lots/${dish.code}"`);
  expect(page).toContain(`href="/trace/${code}/bundle.json"`);
  expect(said).toContain('王*（收货员）');
  const manager = await visitor(t, at.manager);
  expect(text((await manager.open(`/canteen/lots/${lotId}`)).page)).toContain('李建国（食堂负责人）');
});

test('actions are offered to those who may take them, when they can be taken', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 5_000, expiresOn: '2026-03-09' });
  const at = `/canteen/lots/${lot.code}`;
  const receiver = await visitor(t, k.receiver);
  const manager = await visitor(t, k.manager);
  const inspector = await visitor(t, await k.district.person('inspector'));
  const offered = async (v: typeof receiver) => actionsOn((await v.open(at)).page);
  expect(await offered(receiver)).toEqual(['dispose', 'relabel', 'return', 'transfer']);
  expect(await offered(manager)).toEqual(['dispose', 'hold', 'relabel', 'return', 'transfer']);
  expect(await offered(inspector)).toEqual(['hold']);
  await k.hold(lot.id);
  expect(await offered(receiver)).toEqual([]);
  expect(await offered(manager)).toEqual(['hold', 'release']);
  expect((await receiver.open(`${at}/hold`)).status).toBe(403);
  expect((await receiver.open(at)).page).toContain('已封存：解除以前不能使用、退回或销毁');
  const other = await visitor(t, (await testKitchen(t, k.district, '邻校')).manager);
  for (const path of [at, `${at}/hold`, '/canteen/lots/none'])
    expect((await other.open(path)).status, path).toBe(404);
});

test('goods go back to their supplier, with all of it filled in and a reason to tap', async () => {
  const at = await canteen(await t.district());
  const { lots } = await receivedDelivery(at, { lines: [pork()] });
  const [{ lotId, code } = { lotId: '', code: '' }] = lots;
  const v = await visitor(t, at.receiver);
  const form = `/canteen/lots/${code}/return`;
  const { page } = await v.open(form);
  expect(page).toMatch(/id="kg"[^>]*value="25"/);
  const untold = await v.submit(page, form, { kg: '2.5', witness: '张伟' });
  expect(untold.status).toBe(422);
  expect(untold.page).toContain('<a href="#reason">');
  expect(untold.page).toMatch(/id="kg"[^>]*value="2.5"/);
  const sent = await v.submit(page, form, {
    kg: '2.5',
    reason: '变质',
    'reason-more': '表面发黏',
    witness: '张伟',
  });
  expect(sent).toMatchObject({ status: 303, location: `/canteen/lots/${code}?done=return` });
  expect(await lotRow(lotId)).toMatchObject({ remainingGrams: 22_500 });
  const done = text((await v.open(sent.location)).page);
  expect(done).toContain('已退货');
  expect(done).toContain('退货 2.5 kg：变质：表面发黏');
  const again = await v.submit(page, form, { kg: '25', reason: '变质', witness: '张伟' });
  expect(again.page).toContain('已经用别的内容完成过');
  const tooMuch = await v.fillIn(form, { kg: '25', reason: '变质', witness: '张伟' });
  expect(tooMuch.page).toContain('冷鲜猪后腿只有 22.5 千克');
});

test('a lot is held and released with a reason; what an inspector holds stays held', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 5_000 });
  const at = `/canteen/lots/${lot.code}`;
  const v = await visitor(t, k.manager);
  const held = await v.fillIn(`${at}/hold`, { reason: '发现异物' });
  expect(held).toMatchObject({ status: 303, location: `${at}?done=hold` });
  expect(await lotRow(lot.id)).toMatchObject({ status: 'held' });
  expect(text((await v.open('/canteen')).page)).toContain('已封存 1');
  const released = await v.fillIn(`${at}/release`, { reason: '检测合格' });
  expect(released.status).toBe(303);
  expect(await lotRow(lot.id)).toMatchObject({ status: 'open' });
  expect(text((await v.open(at)).page)).toMatch(/发现异物 已解除/);
  const inspector = await visitor(t, await k.district.person('inspector'));
  expect((await inspector.fillIn(`${at}/hold`, { 'reason-more': '专项检查' })).status).toBe(303);
  const refused = (await v.open(`${at}/release`)).page;
  expect(refused).toContain('只能由监管人员解除');
  expect(refused).not.toContain(`action="${at}/release"`);
});

test('a hold on an origin is told where it is, and released there', async () => {
  const k = await testKitchen(t);
  const lot = await k.issued({ quantityGrams: 5_000 });
  const { lots } = await prepareLots(k.receiver.ctx, {
    outputs: [{ name: '番茄块', grams: 4_000, inputs: [{ lotId: lot.id, grams: 5_000 }] }],
  });
  await holdLot(k.manager.ctx, { lotId: lot.id, reason: '等待检测' });
  const v = await visitor(t, k.manager);
  const { page } = await v.open(`/canteen/lots/${lots[0]?.code}/release`);
  expect(page).toContain('封存在来源批次上');
  expect(page).toContain(`href="/canteen/lots/${lot.code}"`);
});

test('a lot goes to another school, whose people sign for it on their page', async () => {
  const k = await testKitchen(t);
  const there = await testKitchen(t, k.district, '邻校');
  const lot = await k.deliver({ quantityGrams: 5_000, name: '大米', goodsCode: 'GRAIN.RICE' });
  const v = await visitor(t, k.receiver);
  const form = `/canteen/lots/${lot.code}/transfer`;
  const { page } = await v.open(form);
  expect(page).toContain('邻校');
  expect((await v.submit(page, form, { kg: '2', toSchoolId: '' })).page).toContain('<a href="#toSchoolId">');
  expect(await v.submit(page, form, { kg: '2', toSchoolId: there.schoolId })).toMatchObject({ status: 303 });
  expect(text((await v.open('/canteen/transfers')).page)).toContain('大米 2 kg → 邻校');
  const receiver = await visitor(t, there.receiver);
  expect((await receiver.open('/canteen')).page).toContain('href="/canteen/transfers"');
  const waiting = (await receiver.open('/canteen/transfers')).page;
  const [, action = ''] = /action="(\/canteen\/transfers\/[^"]+)"/.exec(waiting) ?? [];
  expect(await receiver.submit(waiting, action, {})).toMatchObject({
    status: 303,
    location: '/canteen/transfers?done=1',
  });
  expect(text((await receiver.open('/canteen/stock')).page)).toContain('大米');
});

test('stock is destroyed before a witness, given back, and labelled anew', async () => {
  const k = await testKitchen(t);
  const lot = await k.issued({ quantityGrams: 5_000, expiresOn: '2026-03-09' });
  const at = `/canteen/lots/${lot.code}`;
  const v = await visitor(t, k.receiver);
  const destroy = { kg: '1', reason: '变质', witness: k.manager.username };
  const refused = await v.fillIn(`${at}/dispose`, { ...destroy, witnessPin: '000000' });
  expect(refused.status).toBe(422);
  expect(refused.page).toContain('第二签收人验证失败');
  expect(refused.page).not.toContain('value="000000"');
  expect(refused.page).toMatch(/value="变质" checked/);
  expect(await v.submit(refused.page, `${at}/dispose`, { ...destroy, witnessPin: pin })).toMatchObject({
    status: 303,
  });
  expect(await v.fillIn(`${at}/restock`, { kg: '1.5', reason: '领用过多' })).toMatchObject({ status: 303 });
  const split = await v.open(at);
  expect(text(split.page)).toMatch(/库房 1.5 kg 厨房 2.5 kg/);
  const inTwoPlaces = await v.fillIn(`${at}/dispose`, { ...destroy, place: 'store', witnessPin: pin });
  expect(inTwoPlaces.status).toBe(303);
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 500 });
  const anew = await v.fillIn(`${at}/relabel`, { reason: '标签破损', expiresOn: '2026-03-04' });
  expect(anew.status).toBe(303);
  const fresh = text((await v.open(anew.location)).page);
  expect(fresh).toContain('请打印新标签');
  expect(fresh).toContain('库房 0.5 kg');
  expect(fresh).toContain('还剩 2 天');
});

test('what was made ahead of the cooking becomes a lot with a page, and a refused form keeps what was typed', async () => {
  const k = await testKitchen(t);
  const pork = await k.issued({ quantityGrams: 20_000, name: '猪后腿' });
  const v = await visitor(t, k.receiver);
  const offered = await v.open(`/canteen/lots/${pork.code}`);
  expect(offered.page).toContain(`href="/canteen/prepare?lot=${pork.id}"`);

  const { page } = await v.open(`/canteen/prepare?lot=${pork.id}`);
  const typed = { name: '肉片（上浆）', kg: '19.5', expiresOn: '2026-03-03', [`use-${pork.id}`]: '18' };
  const refused = await v.submit(page, '/canteen/prepare', { ...typed, [`use-${pork.id}`]: '21' });
  expect(refused.status).toBe(409);
  expect(refused.page).toMatch(new RegExp(`name="use-${pork.id}"[^>]* value="21" aria-invalid="true"`));
  const unread = await v.submit(refused.page, '/canteen/prepare', { ...typed, kg: '十九' });
  expect(unread.status).toBe(422);
  expect(unread.page).toContain('<a href="#kg">');

  const made = await v.submit(unread.page, '/canteen/prepare', typed);
  expect(made.status).toBe(303);
  const lotPage = text((await v.open(made.location)).page);
  expect(lotPage).toContain('已记录，请打印标签');
  expect(lotPage).toContain('肉片（上浆）');
  expect(lotPage).toContain('厨房 19.5 kg');
  expect(text((await v.open(`/canteen/lots/${pork.code}`)).page)).toContain('厨房 2 kg');
});

test('a vat is topped up, and its new lot stands in its place', async () => {
  const k = await testKitchen(t);
  const oil = { name: '大豆油', goodsCode: 'OIL.VEG' };
  const first = await k.issued({ quantityGrams: 10_000, ...oil });
  const { lots } = await prepareLots(k.receiver.ctx, {
    outputs: [
      { name: '煎炸油', grams: 10_000, inputs: [{ lotId: first.id, grams: 10_000 }], vessel: '1号炸锅' },
    ],
  });
  const v = await visitor(t, k.receiver);
  const form = `/canteen/lots/${lots[0]?.code}/top-up`;
  const empty = (await v.open(form)).page;
  expect(empty).toContain('请先出库');
  expect(empty).not.toContain(`action="${form}"`);
  const second = await k.issued({ quantityGrams: 3_000, ...oil });
  const none = await v.fillIn(form, {});
  expect(none.page).toContain('<a href="#used">');
  const done = await v.fillIn(form, { [`use-${second.id}`]: '2.5' });
  expect(done.status).toBe(303);
  const page = text((await v.open(done.location)).page);
  expect(page).toContain('1号炸锅');
  expect(page).toContain('厨房 12.5 kg');
});

test('a second click on the same form changes nothing', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 5_000 });
  const other = await testKitchen(t, k.district, '邻校');
  const v = await visitor(t, k.receiver);
  const form = `/canteen/lots/${lot.code}/transfer`;
  const { page } = await v.open(form);
  const typed = { kg: '2', toSchoolId: other.schoolId };
  const [one, two] = [await v.submit(page, form, typed), await v.submit(page, form, typed)];
  expect(two).toMatchObject({ status: one.status, location: one.location });
  expect(await lotRow(lot.id)).toMatchObject({ remainingGrams: 3_000 });
  await expect(
    transferLot(k.receiver.ctx, { lotId: lot.id, grams: 4_000, toSchoolId: other.schoolId }),
  ).rejects.toMatchObject({ code: 'stock-exceeded' });
});
