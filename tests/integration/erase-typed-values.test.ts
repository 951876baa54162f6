import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasePlaces } from '#services/erasure/erase-places.ts';
import { issueLots } from '#services/kitchen/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { sequence } from '#tests/support/log.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const path = '/erasure/values';
const grounds = { reason: '离职后申请删除', authority: '本人', confirm: '1' };

/** A kitchen that handed food to people without an account. */
async function handedTo(...names: string[]) {
  const kitchen = await testKitchen(t);
  const { district, schoolId, receiver, deliver } = kitchen;
  for (const issuedTo of names) {
    const { id: lotId } = await deliver({ quantityGrams: 1_000 });
    await issueLots(receiver.ctx, { lots: [{ lotId, grams: 1_000 }], purpose: '午餐', issuedTo });
  }
  const admin = await district.person('school-admin', { schoolId });
  return { ...kitchen, admin, visit: await visitor(t, admin) };
}

const boxesIn = (page: string): string[] =>
  [...page.matchAll(/name="(place-[^"]+)"/g)].map(([, name = '']) => name);
const ticked = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1']));

test('an operator erases a supplier’s contact; the log audits', async () => {
  const district = await t.district();
  const { id: schoolId } = await district.school();
  await qualifiedSupplier(district, { schoolId });
  const visit = await visitor(t, district.operator);
  expect((await visit.fillIn(path, { value: '张三', schoolId })).page).toContain('没有找到');
  const { page } = await visit.fillIn(path, { value: '张三', schoolId: 'district' });
  expect(page).toContain('登记供货者 · 联系人');
  const done = await visit.submit(page, path, { ...grounds, ...ticked(boxesIn(page)) });
  expect(done).toMatchObject({ status: 303, location: `${path}?erased=1&records=1` });
  const unsaid = await visit.fillIn(path, { value: '张三', schoolId: '' });
  expect([unsaid.status, unsaid.page.includes('href="#schoolId"')]).toEqual([422, true]);
  await sequence(t);
  expect((await audit(t)).findings).toEqual([]);
});

test('a name that was typed in is found where it stands, and goes from what is ticked', async () => {
  const { visit } = await handedTo('周大姐', '钱师傅', '周大姐');
  const found = await visit.fillIn(path, { value: '周大姐' });
  expect([found.status, boxesIn(found.page).length]).toEqual([200, 2]);
  expect(found.page).toContain('出库 · 领用人');
  const [one = ''] = boxesIn(found.page);
  const done = await visit.submit(found.page, path, { ...grounds, ...ticked([one]) });
  expect(done).toMatchObject({ status: 303, location: `${path}?erased=1&records=1` });
  expect((await visit.open(done.location)).page).toContain('已从 1 条记录中删除 1 处');
  const left = await visit.fillIn(path, { value: '周大姐' });
  expect(boxesIn(left.page)).toHaveLength(1);
  expect(boxesIn(left.page)).not.toContain(one);
  expect(boxesIn((await visit.fillIn(path, { value: '钱师傅' })).page)).toHaveLength(1);
});

test('all that was found is ticked at once, and goes; a place that is named twice goes once', async () => {
  const { visit, admin } = await handedTo('周大姐', '周大姐', '周大姐');
  const { page } = await visit.fillIn(path, { value: '周大姐' });
  expect(page).not.toContain(' checked>');
  const all = await visit.submit(page, `${path}?ticked=all`, {});
  expect(all.page.match(/ checked>/g)).toHaveLength(3);
  const [box = ''] = boxesIn(all.page);
  const place = { recordId: box.slice(6, 42), path: box.slice(42).replaceAll('-', '/') };
  const { confirm: _, ...why } = grounds;
  expect(await erasePlaces(admin.ctx, { places: [place, place], ...why })).toEqual({ records: 1, erased: 1 });
  const rest = await visit.fillIn(path, { value: '周大姐' });
  const ticks = ticked(boxesIn((await visit.submit(rest.page, `${path}?ticked=all`, {})).page));
  const done = await visit.submit(rest.page, path, { ...grounds, ...ticks });
  expect(done.location).toBe(`${path}?erased=2&records=2`);
  expect((await visit.fillIn(path, { value: '周大姐' })).page).toContain('没有找到');
  const alone = await handedTo('周大姐');
  const { page: one } = await alone.visit.fillIn(path, { value: '周大姐' });
  expect(one).not.toContain('ticked=all');
});

test('nothing goes before it is ticked and confirmed, and what was typed is kept', async () => {
  const { visit } = await handedTo('周大姐');
  const { page } = await visit.fillIn(path, { value: '周大姐' });
  const boxes = ticked(boxesIn(page));
  const unconfirmed = await visit.submit(page, path, { reason: '离职', authority: '本人', ...boxes });
  expect(unconfirmed.status).toBe(422);
  for (const said of ['请先确认', '<a href="#confirm">', 'value="离职"', ' checked>'])
    expect(unconfirmed.page).toContain(said);
  const none = await visit.submit(page, path, grounds);
  expect([none.status, none.page.includes('请至少选定一处')]).toEqual([422, true]);
  expect(boxesIn((await visit.fillIn(path, { value: '周大姐' })).page)).toHaveLength(1);
});

test('a value that stands nowhere is said so; nobody looks into another school', async () => {
  const { visit, district, manager, schoolId } = await handedTo('周大姐');
  const other = await testKitchen(t, district, '邻校');
  const stranger = await visitor(t, await district.person('school-admin', { schoolId: other.schoolId }));
  for (const [who, value] of [
    [visit, '周小姐'],
    [stranger, '周大姐'],
  ] as const)
    expect((await who.fillIn(path, { value })).page).toContain('没有找到');
  const { page } = await visit.fillIn(path, { value: '周大姐' });
  const theirs = { ...ticked(boxesIn(page)), ...grounds, step: 'erase', value: '周大姐' };
  const { page: own } = await stranger.open(path);
  const csrf = /name="_csrf" value="([^"]*)"/.exec(own)?.[1] ?? '';
  expect((await stranger.send(path, { ...theirs, _csrf: csrf })).status).toBe(403);
  const aside = await stranger.send(path, { value: '周大姐', schoolId, _csrf: csrf });
  expect(boxesIn(aside.page)).toEqual([]);
  expect((await (await visitor(t, manager)).open(path)).status).toBe(403);
});
