import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '#services/accounts/sign-in.ts';
import { call, password, type TestApp, testApp } from '#tests/support/app.ts';
import { fieldsOf } from '#tests/support/form-fields.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const typed = (username: string, more: Record<string, string> = {}) => ({
  displayName: '赵师傅',
  username,
  role: 'receiver',
  password: 'long enough to keep',
  ...more,
});

async function admin() {
  const d = await t.district();
  const [{ id: schoolId }, { id: elsewhere }] = [await d.school('甲校'), await d.school('乙校')];
  const stranger = await d.person('manager', { schoolId: elsewhere });
  const person = await d.person('school-admin', { schoolId });
  return { d, schoolId, stranger, person, visit: await visitor(t, person) };
}

test('a school’s administrator begins at its accounts, opens one, and sees its token once', async () => {
  const { visit, stranger } = await admin();
  expect((await visit.open('/')).location).toBe('/accounts');
  const opened = await visit.fillIn('/accounts/new', typed('zhao.shifu', { pin: '271828' }));
  expect(opened.status).toBe(201);
  expect(opened.headers.get('cache-control')).toBe('no-store');
  const [, token = ''] = /([A-Za-z0-9_-]{43})<\/p>/.exec(opened.page) ?? [];
  const headers = { authorization: `Bearer ${token}` };
  expect((await call(t, 'GET /api/v1/schools', { headers })).body).toMatchObject([{ name: '甲校' }]);
  const { page } = await visit.open('/accounts');
  expect(page).toContain('zhao.shifu');
  expect(page).not.toContain(stranger.username);
  expect(page).not.toContain(token);
  expect((await visit.open('/accounts/new')).page).not.toContain('监管人员');
});

test('what is wrong with a new account is said, and what was typed is kept but for secrets', async () => {
  const { visit } = await admin();
  const refused = await visit.fillIn('/accounts/new', typed('Zhao Shifu', { password: 'too short' }));
  expect(refused.status).toBe(422);
  for (const told of ['href="#username"', 'href="#password"', 'value="Zhao Shifu"', '没有保存任何内容'])
    expect(refused.page).toContain(told);
  expect(refused.page).not.toContain('too short');
  await visit.fillIn('/accounts/new', typed('li.ming'));
  expect((await visit.fillIn('/accounts/new', typed('li.ming'))).status).toBe(409);
});

test('an ended account signs in no more, and nobody ends the own one or one of another school', async () => {
  const { visit, person, stranger, schoolId, d } = await admin();
  const leaver = await d.person('receiver', { schoolId });
  const signedInBefore = await visitor(t, leaver);
  const answer = await visit.fillIn(`/accounts/${leaver.id}/end`, {});
  expect([answer.status, answer.location]).toEqual([303, '/accounts']);
  expect((await visit.open('/accounts')).page).toContain('已停用');
  const attempt = signIn(leaver.ctx, { username: leaver.username, password });
  await expect(attempt).rejects.toMatchObject({ code: 'sign-in-failed' });
  expect((await signedInBefore.open('/canteen')).location).toMatch(/^\/sign-in/);
  expect((await visit.open(`/accounts/${stranger.id}/end`)).status).toBe(404);
  const { page } = await visit.open('/accounts');
  expect((await visit.send(`/accounts/${stranger.id}/end`, fieldsOf(page))).status).toBe(404);
  expect((await signIn(stranger.ctx, { username: stranger.username, password })).token).toBeDefined();
  expect(page).not.toContain(`/accounts/${person.id}/end`);
  expect((await visit.fillIn(`/accounts/${person.id}/end`, {})).status).toBe(409);
  const shouted = await visit.send(`/accounts/${person.id.toUpperCase()}/end`, fieldsOf(page));
  expect(shouted.status).toBe(409);
  expect((await visit.send('/accounts/nobody/end', fieldsOf(page))).status).toBe(404);
});

test('an operator opens accounts of schools and of the district', async () => {
  const { d, schoolId } = await admin();
  const visit = await visitor(t, d.operator);
  const inspector = typed('shen.ducha', { role: 'inspector' });
  expect((await visit.fillIn('/accounts/new', inspector)).status).toBe(201);
  const manager = typed('wang.min', { role: 'manager', schoolId });
  expect((await visit.fillIn('/accounts/new', manager)).status).toBe(201);
  const nowhere = await visit.fillIn('/accounts/new', typed('li.lei'));
  expect([nowhere.status, nowhere.page.includes('href="#schoolId"')]).toEqual([422, true]);
});

test('others have no accounts to keep', async () => {
  const { d, schoolId } = await admin();
  const visit = await visitor(t, await d.person('manager', { schoolId }));
  for (const path of ['/accounts', '/accounts/new']) expect((await visit.open(path)).status).toBe(403);
  expect((await visit.open('/suppliers')).page).not.toContain('href="/accounts"');
});
