import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOfSession } from '#services/accounts/authenticate.ts';
import { signIn } from '#services/accounts/sign-in.ts';
import { newId } from '#services/ids.ts';
import { call, password, type TestApp, testApp } from '#tests/support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const account = (username: string, more: object = {}) => ({
  username,
  displayName: '王敏',
  role: 'receiver',
  password: 'long enough to keep',
  ...more,
});

test('an administrator opens accounts of the own school, lists them, and ends them', async () => {
  const d = await t.district();
  const [{ id: schoolId }, { id: elsewhere }] = [await d.school('甲校'), await d.school('乙校')];
  const as = await d.person('school-admin', { schoolId });
  const { status, body } = await call(t, 'POST /api/v1/accounts', {
    as,
    body: account('wang.min', { schoolId }),
  });
  expect(status).toBe(201);
  expect(
    (await call(t, 'POST /api/v1/accounts', { as, body: account('li.ming', { schoolId: elsewhere }) }))
      .status,
  ).toBe(403);
  expect(
    (await call(t, 'POST /api/v1/accounts', { as, body: account('wang.min', { schoolId }) })).status,
  ).toBe(409);
  const listed = await call(t, 'GET /api/v1/accounts', { as });
  expect(listed.body.map(({ username }: { username: string }) => username)).toContain('wang.min');
  const works = () =>
    call(t, 'GET /api/v1/schools', { headers: { authorization: `Bearer ${body.apiToken}` } });
  expect((await works()).status).toBe(200);
  expect((await call(t, `DELETE /api/v1/accounts/${body.id}`, { as })).status).toBe(200);
  expect((await works()).status).toBe(401);
  expect((await call(t, `DELETE /api/v1/accounts/${as.id}`, { as })).status).toBe(409);
});

test('accounts of schools and suppliers that do not exist are refused, as is an id of another district', async () => {
  const [d, other] = [await t.district(), await t.district()];
  const unknown = newId(t.clock.now());
  const as = d.operator;
  expect(
    (await call(t, 'POST /api/v1/accounts', { as, body: account('a.b', { schoolId: unknown }) })).status,
  ).toBe(404);
  const supplier = account('c.d', { role: 'supplier', supplierId: unknown });
  expect((await call(t, 'POST /api/v1/accounts', { as, body: supplier })).status).toBe(404);
  expect((await call(t, 'POST /api/v1/accounts', { as, body: account('e.f') })).status).toBe(422);
  expect((await call(t, `DELETE /api/v1/accounts/${other.operator.id}`, { as })).status).toBe(404);
  expect((await call(t, 'DELETE /api/v1/accounts/no-id', { as })).status).toBe(422);
});

test('five wrong passwords rest an account, and the right one is refused until the rest is over', async () => {
  const inspector = await (await t.district()).person('inspector');
  const { username } = inspector;
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(signIn(inspector.ctx, { username, password: 'wrong' })).rejects.toMatchObject({
      code: 'sign-in-failed',
    });
  }
  await expect(signIn(inspector.ctx, { username, password })).rejects.toMatchObject({ code: 'locked' });
  t.clock.advance(5 * 60_000 + 1);
  await expect(signIn(inspector.ctx, { username, password })).resolves.toMatchObject({
    token: expect.any(String),
  });
});

test('each five more wrong passwords double the rest, up to twelve hours, until the right one is given', async () => {
  const inspector = await (await t.district()).person('inspector');
  const { username } = inspector;
  const tried = (secret: string) => signIn(inspector.ctx, { username, password: secret });
  /** After so many more wrong passwords, the minutes until one is looked at again. */
  const restAfter = async (attempts: number) => {
    for (let attempt = 0; attempt < attempts; attempt++) await tried('wrong').catch(() => undefined);
    const { lockedUntil } = await t.owner
      .selectFrom('accounts')
      .select('lockedUntil')
      .where('username', '=', username)
      .executeTakeFirstOrThrow();
    const minutes = (Date.parse(lockedUntil as string) - Date.parse(t.clock.now())) / 60_000;
    t.clock.set(lockedUntil as string);
    return minutes;
  };
  expect([await restAfter(5), await restAfter(5), await restAfter(5)]).toEqual([5, 10, 20]);
  await t.owner
    .updateTable('accounts')
    .set({ failedAttempts: 39 })
    .where('username', '=', username)
    .execute();
  expect([await restAfter(1), await restAfter(5)]).toEqual([640, 720]);
  await tried(password);
  expect(await restAfter(5)).toBe(5);
});

test('a session ends after half an hour without use, and after twelve hours of use', async () => {
  const { ctx, username } = await (await t.district()).person('inspector');
  const minute = 60_000;
  const begin = async () => (await signIn(ctx, { username, password })).token;
  const isOpen = async (token: string) => (await accountOfSession(t, token)) !== undefined;
  const unused = await begin();
  t.clock.advance(30 * minute - 1);
  expect(await isOpen(unused)).toBe(true);
  t.clock.advance(30 * minute);
  expect(await isOpen(unused)).toBe(false);
  const used = await begin();
  for (let minutes = 0; minutes < 696; minutes += 29) {
    t.clock.advance(29 * minute);
    expect(await isOpen(used)).toBe(true);
  }
  t.clock.advance(24 * minute);
  expect(await isOpen(used)).toBe(false);
});
