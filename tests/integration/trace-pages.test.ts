import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen } from '#tests/support/batches.ts';
import { anchor, sequence, testLedger } from '#tests/support/log.ts';
import { faultsIn, visit } from '#tests/support/pages.ts';
import { servedLunch } from '#tests/support/trace.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function lunch() {
  const district = await t.district();
  const at = await canteen(district);
  return { district, at, inspector: await district.person('inspector'), ...(await servedLunch(t, at)) };
}

test('the search page is one box, finds, and says so when nothing is found', async () => {
  const { inspector, at } = await lunch();
  const empty = await visit(t, '/inspector', { as: inspector });
  expect(empty.status).toBe(200);
  const hits = await visit(t, '/inspector?q=%E8%82%89%E7%89%87', { as: inspector });
  expect(hits.text).toContain('肉片（上浆）</a>');
  const named = await visit(t, `/inspector?q=${encodeURIComponent(at.supplier.name)}`, { as: inspector });
  expect(named.text).toContain(`/inspector?supplierId=${at.supplier.id}`);
  const listed = await visit(t, `/inspector?supplierId=${at.supplier.id}`, { as: inspector });
  expect(listed.text).toContain('冷鲜猪后腿</a>');
  const nothing = await visit(t, '/inspector?q=%3Cscript%3E', { as: inspector });
  expect(nothing.text).toContain('没有找到');
  expect(nothing.text).not.toContain('<script>');
  for (const { text } of [empty, hits, named, listed, nothing]) expect(await faultsIn(text)).toEqual([]);
});

test('a code goes straight to its lot', async () => {
  const { inspector, meat } = await lunch();
  const answer = await visit(t, `/inspector?q=${meat.code.toLowerCase()}`, { as: inspector });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/trace/${meat.code}`]);
});

test('the trace page shows the picture, the same as a table, and the evidence of each lot', async () => {
  const { inspector, meal, meat } = await lunch();
  await sequence(t);
  await using ledger = await testLedger();
  await anchor(t, ledger);
  for (const path of [
    `/trace/${meal.code}`,
    `/trace/${meat.code}?direction=forward`,
    `/trace/${meal.code}?direction=up`,
  ]) {
    for (const language of ['zh-CN', 'en']) {
      const { status, text } = await visit(t, path, {
        as: inspector,
        headers: { 'accept-language': language },
      });
      expect(status).toBe(200);
      expect(await faultsIn(text)).toEqual([]);
    }
  }
  const { text } = await visit(t, `/trace/${meal.code}`, { as: inspector });
  for (const name of ['冷鲜猪后腿', '肉片（上浆）', '滑肉片', '米饭']) {
    expect(text, name).toMatch(new RegExp(`<text class="title"[^>]*>${name}</text>`));
    expect(text, name).toMatch(new RegExp(`<th scope="row"><a href="#lot-[^"]+">${name}</a></th>`));
  }
  expect(text).toContain('开发账本，无外部见证');
  expect(text).toContain('3100238841');
  expect(text).toContain('签收 王敏（收货员）');
});

test('the proof of a lot on the way can be downloaded, and the table as a spreadsheet', async () => {
  const { inspector, at, meat, meal } = await lunch();
  const pending = await visit(t, `/trace/${meat.code}/bundle.json`, { as: inspector });
  expect(pending.status).toBe(409);
  await sequence(t);
  const bundle = await visit(t, `/trace/${meat.code}/bundle.json`, { as: at.manager });
  expect(bundle.headers.get('content-disposition')).toContain('.proof.json');
  expect(JSON.parse(bundle.text)).toMatchObject({
    format: 'shansu-proof/v1',
    record: { type: 'lot-received' },
  });
  const csv = await visit(t, `/trace/${meal.code}/trace.csv?direction=back`, { as: inspector });
  expect(csv.headers.get('content-disposition')).toContain('trace-back.csv');
  expect(csv.text).toContain('滑肉片');
  const all = await visit(t, `/trace/${meal.code}/trace.csv?all=1`, { as: inspector });
  expect(all.text).toBe(csv.text);
});

test('strangers are asked to sign in, others find nothing', async () => {
  const { meat } = await lunch();
  for (const path of ['/inspector', `/trace/${meat.code}`]) expect((await visit(t, path)).status).toBe(302);
  const elsewhere = await (await t.district()).person('inspector');
  for (const path of [`/trace/${meat.code}`, '/trace/nothing', `/trace/${meat.code}/bundle.json`])
    expect((await visit(t, path, { as: elsewhere })).status).toBe(404);
  const administrator = await (await t.district()).operator;
  expect((await visit(t, '/inspector', { as: administrator })).status).toBe(403);
});
