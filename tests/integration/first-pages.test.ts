import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, type TestApp, testApp } from '#tests/support/app.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

test.each([
  ['receiver', '/canteen'],
  ['manager', '/canteen'],
  ['school-admin', '/accounts'],
  ['inspector', '/inspector'],
  ['auditor', '/bureau/832'],
  ['operator', '/schools'],
] as const)('a %s who signs in is led to %s, which is open to that role', async (role, first) => {
  const district = await t.district();
  const school = await district.school();
  const ofSchool = ['receiver', 'manager', 'school-admin'].includes(role);
  const person = await district.person(role, ofSchool ? { schoolId: school.id } : {});

  const stranger = await visitor(t);
  const entered = await stranger.fillIn('/sign-in', { username: person.username, password });
  expect(entered).toMatchObject({ status: 303, location: '/' });

  const signedIn = await visitor(t, person);
  expect(await signedIn.open('/')).toMatchObject({ status: 302, location: first });
  const { status, page } = await signedIn.open(first);
  expect(status).toBe(200);
  expect(page).toContain(`href="${first}" aria-current="page"`);
});

test('a stranger is asked to sign in', async () => {
  const { status, page } = await (await visitor(t)).open('/');
  expect(status).toBe(200);
  expect(page).toContain('href="/sign-in"');
});
