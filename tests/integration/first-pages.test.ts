import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, type TestApp, testApp } from '#tests/support/app.ts';
import { fieldsOf, formOf } from '#tests/support/form-fields.ts';
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

test('a stranger looks up the code of a label, or signs in', async () => {
  const stranger = await visitor(t);
  const { status, page } = await stranger.open('/');
  expect(status).toBe(200);
  expect(page).toContain('href="/sign-in"');
  expect(fieldsOf(formOf(page, '/T'))).toEqual({ code: '' });
  expect(await stranger.open('/T?code=x4nj+15chy+q5q0n21r')).toMatchObject({
    status: 303,
    location: '/T/x4nj15chyq5q0n21r',
  });
});
