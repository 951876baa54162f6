import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen } from '#tests/support/batches.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { servedLunch } from '#tests/support/trace.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function lunch() {
  const district = await t.district();
  const at = await canteen(district);
  const reader = await visitor(t, await district.person('inspector'));
  return { district, at, reader, ...(await servedLunch(t, at)) };
}

test('the search page is one box, finds, and says so when nothing is found', async () => {
  const { reader, at } = await lunch();
  const empty = await reader.open('/inspector');
  expect(empty.status).toBe(200);
  const hits = await reader.open('/inspector?q=%E8%82%89%E7%89%87');
  expect(hits.page).toContain('肉片（上浆）</a>');
  const named = await reader.open(`/inspector?q=${encodeURIComponent(at.supplier.name)}`);
  expect(named.page).toContain(`/inspector?supplierId=${at.supplier.id}`);
  const listed = await reader.open(`/inspector?supplierId=${at.supplier.id}`);
  expect(listed.page).toContain('冷鲜猪后腿</a>');
  const nothing = await reader.open('/inspector?q=%3Cscript%3E');
  expect(nothing.page).toContain('没有找到');
  expect(nothing.page).not.toContain('<script>');
});

test('a code goes straight to its lot', async () => {
  const { reader, meat } = await lunch();
  const answer = await reader.open(`/inspector?q=${meat.code.toLowerCase()}`);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/trace/${meat.code}`]);
});

test('the trace page shows the picture, the same as a table, and the evidence of each lot', async () => {
  const { reader, meal, meat } = await lunch();
  await sequence(t);
  await anchor(t);
  for (const path of [
    `/trace/${meal.code}`,
    `/trace/${meat.code}?direction=forward`,
    `/trace/${meal.code}?direction=up`,
  ]) {
    for (const language of ['zh-CN', 'en']) {
      const { status } = await reader.open(path, { 'accept-language': language });
      expect(status).toBe(200);
    }
  }
  const english = await reader.open(`/trace/${meat.code}`, { 'accept-language': 'en' });
  expect(english.page).toMatch(/Signed by [^<]+ \(receiver\); /);
  const { page } = await reader.open(`/trace/${meal.code}`);
  for (const name of ['冷鲜猪后腿', '肉片（上浆）', '滑肉片', '米饭']) {
    expect(page, name).toMatch(new RegExp(`<text class="title"[^>]*>${name}</text>`));
    expect(page, name).toMatch(new RegExp(`<th scope="row"><a href="#lot-[^"]+">${name}</a></th>`));
  }
  expect(page).toContain('开发账本，无外部见证');
  expect(page).toContain('3100238841');
  expect(page).toContain('签收 王敏（收货员）');
});

test('the proof of a lot on the way can be downloaded, and the table as a spreadsheet', async () => {
  const { reader, at, meat, meal } = await lunch();
  const pending = await reader.open(`/trace/${meat.code}/bundle.json`);
  expect(pending.status).toBe(409);
  await sequence(t);
  const bundle = await (await visitor(t, at.manager)).open(`/trace/${meat.code}/bundle.json`);
  expect(bundle.headers.get('content-disposition')).toContain('.proof.json');
  expect(JSON.parse(bundle.page)).toMatchObject({
    format: 'shansu-proof/v1',
    record: { type: 'lot-received' },
  });
  const csv = await reader.open(`/trace/${meal.code}/trace.csv?direction=back`);
  expect(csv.headers.get('content-disposition')).toContain('trace-back.csv');
  expect(csv.page).toContain('滑肉片');
  const all = await reader.open(`/trace/${meal.code}/trace.csv?all=1`);
  expect(all.page).toBe(csv.page);
});

test('strangers are asked to sign in, others find nothing', async () => {
  const { meat } = await lunch();
  const stranger = await visitor(t);
  for (const path of ['/inspector', `/trace/${meat.code}`])
    expect((await stranger.open(path)).status).toBe(302);
  const elsewhere = await visitor(t, await (await t.district()).person('inspector'));
  for (const path of [`/trace/${meat.code}`, '/trace/nothing', `/trace/${meat.code}/bundle.json`])
    expect((await elsewhere.open(path)).status).toBe(404);
  const administrator = await visitor(t, (await t.district()).operator);
  expect((await administrator.open('/inspector')).status).toBe(403);
});
