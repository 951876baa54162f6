import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveMeal } from '#services/kitchen/index.ts';
import { findSharedOrigins } from '#services/trace/shared-origins.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen } from '#tests/support/batches.ts';
import { servedLunch } from '#tests/support/trace.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Two lunches from the same supplier's lots at one school, and one of another supplier's at another. */
async function threeLunches() {
  const district = await t.district();
  const at = await canteen(district);
  const elsewhere = await canteen(district, { schoolName: '第二小学' });
  const first = await servedLunch(t, at);
  const second = await servedLunch(t, at);
  const other = await servedLunch(t, elsewhere);
  const inspector = await district.person('inspector');
  return { district, at, first, second, other, inspector };
}

const namesOf = (of: readonly { readonly name: string; readonly inMeals: number }[]) =>
  of.map(({ name, inMeals }) => `${name} ${inMeals}`).toSorted();

test('meals share the lots, suppliers and goods behind them; those that few others had come first', async () => {
  const { at, first, second, inspector } = await threeLunches();
  const cause = await findSharedOrigins(inspector.ctx, [first.meal.id, second.meal.id]);
  expect(
    cause.lots.map(({ supplierLot, inMeals, otherMeals }) => [supplierLot, inMeals, otherMeals]).toSorted(),
  ).toEqual([
    ['P260301-A', 2, 0],
    ['R2511', 2, 0],
    ['R2512', 2, 0],
  ]);
  expect(namesOf(cause.suppliers)).toEqual([`${at.supplier.name} 2`]);
  expect(cause.goods.map(({ id }) => id).toSorted()).toEqual(['GRAIN.RICE', 'MEAT.PORK_CHILLED']);

  const third = await servedLunch(t, at);
  const again = await findSharedOrigins(inspector.ctx, [first.meal.id, second.meal.id]);
  expect(again.lots.map(({ otherMeals }) => otherMeals)).toEqual([1, 1, 1]);
  const all = await findSharedOrigins(inspector.ctx, [first.meal.id, second.meal.id, third.meal.id]);
  expect(all.lots.map(({ inMeals, otherMeals }) => [inMeals, otherMeals])).toEqual([
    [3, 0],
    [3, 0],
    [3, 0],
  ]);
});

test('a dish that was on the table twice is the nearest thing that two meals share', async () => {
  const { at, first, second, inspector } = await threeLunches();
  const again = await serveMeal(at.manager.ctx, { kind: 'dinner', diners: 90, dishIds: [first.porkDish.id] });
  const { lots } = await findSharedOrigins(inspector.ctx, [first.meal.id, again.id]);
  expect(lots[0]).toMatchObject({ id: first.porkDish.id, kind: 'dish', inMeals: 2, otherMeals: 0 });
  const none = await findSharedOrigins(inspector.ctx, [second.meal.id, again.id]);
  expect(none.lots.some(({ kind }) => kind === 'dish')).toBe(false);
});

test('meals without a lot in common still show what goods both had', async () => {
  const { first, other, inspector } = await threeLunches();
  const { lots, suppliers, goods } = await findSharedOrigins(inspector.ctx, [first.meal.id, other.meal.id]);
  expect([lots, suppliers]).toEqual([[], []]);
  expect(goods.map(({ id }) => id).toSorted()).toEqual(['GRAIN.RICE', 'MEAT.PORK_CHILLED']);
});

test('programs ask with two meals or more, and for meals of their district alone', async () => {
  const { first, second, inspector } = await threeLunches();
  const ask = (...meals: string[]) =>
    call(t, `GET /api/v1/trace/shared-origins?${meals.map((id) => `meal=${id}`).join('&')}`, {
      as: inspector,
    });
  const answer = await ask(first.meal.id, second.meal.id);
  expect([answer.status, answer.body.lots.length]).toEqual([200, 3]);
  expect((await ask(first.meal.id)).status).toBe(422);
  const foreign = await threeLunches();
  expect((await ask(first.meal.id, foreign.first.meal.id)).status).toBe(404);
});

test('the inspector ticks meals of some days, and is led from what they share to where it went', async () => {
  const { first, second, at, inspector } = await threeLunches();
  const visit = await visitor(t, inspector);
  expect((await visit.open('/inspector')).page).toContain('href="/inspector/shared-origins"');
  const { page } = await visit.open('/inspector/shared-origins');
  expect(page.match(/type="checkbox" name="meal\[\]"/g)).toHaveLength(3);
  expect(page).toContain('滑肉片');
  const one = await visit.open(`/inspector/shared-origins?meal[]=${first.meal.id}`);
  expect(one.page).toContain('请勾选两个以上的餐次');
  const two = await visit.open(
    `/inspector/shared-origins?meal[]=${first.meal.id}&meal[]=${second.meal.id}&meal[]=nonsense`,
  );
  expect(two.page).toContain('2 个餐次的共同来源');
  const [, lot = ''] = /href="(\/trace\/[^"]+direction=forward)">冷鲜猪后腿/.exec(two.page) ?? [];
  expect((await visit.open(lot)).page).toContain(at.supplier.name);
  // A trace leads on: a meal to the others, a lot to its hold, and the lot back to the trace.
  const traced = (await visit.open(`/trace/${first.meal.id}`)).page;
  expect(traced).toMatch(new RegExp(`href="/inspector/shared-origins[^"]*${first.meal.id}"`));
  const hold = (await visit.open(lot)).page.match(/href="([^"]+do=hold)"/)?.[1] ?? '';
  const form = await visit.open((await visit.open(hold)).location);
  expect([form.status, form.page.includes('封存')]).toEqual([200, true]);
  expect((await visit.open(hold.replace(/\?.*/, ''))).page).toContain('href="/trace/');
  expect((await visit.open('/inspector/shared-origins?to=2020-01-01')).page).toContain('没有供餐记录');
  const manager = await visitor(t, at.manager);
  expect((await manager.open('/inspector/shared-origins')).status).toBe(403);
});
