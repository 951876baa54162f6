import { afterAll, beforeAll, expect, test } from 'vitest';
import { Role } from '#schemas/role.ts';
import { permissions } from '#services/accounts/permissions.ts';
import { newId } from '#services/ids.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { operations } from '#tests/support/operations.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
const people = new Map<Role, Person>();

beforeAll(async () => {
  t = await testApp();
  const district = await t.district();
  const { id: schoolId } = await district.school();
  const scopes: Record<Role, { schoolId?: string; supplierId?: string }> = {
    receiver: { schoolId },
    manager: { schoolId },
    'school-admin': { schoolId },
    supplier: { supplierId: (await qualifiedSupplier(district, { schoolId })).id },
    inspector: {},
    auditor: {},
    operator: {},
  };
  for (const role of Role.options) people.set(role, await district.person(role, scopes[role]));
});
afterAll(() => t[Symbol.asyncDispose]());

test('every route asks for a permission of the table', () => {
  const without = operations().filter(({ permission }) => !Object.hasOwn(permissions, permission ?? ''));
  expect(without).toEqual([]);
});

test('every route answers every role as the table of permissions says', async () => {
  const cells = [];
  for (const { method, path, permission, takesJson } of operations()) {
    const target = `${method} ${path.replaceAll(/\{[^}]+\}/g, newId(t.clock.now()))}`;
    const ask = (as?: Person) =>
      call(t, target, { ...(as ? { as } : {}), ...(takesJson ? { body: {} } : {}) });
    cells.push({
      target: path,
      role: 'nobody',
      expected: 'refused',
      got: (await ask()).status === 401 ? 'refused' : 'admitted',
    });
    const grants: Partial<Record<string, string>> = permissions[permission as keyof typeof permissions];
    for (const role of Role.options) {
      const { status } = await ask(people.get(role));
      const got = status === 403 ? 'refused' : 'admitted';
      cells.push({
        target: `${method} ${path}`,
        role,
        expected: role in grants ? 'admitted' : 'refused',
        got,
      });
      expect(status, `${method} ${path} as ${role}`).toBeLessThan(500);
    }
  }
  expect(cells.length).toBeGreaterThan(8);
  expect(cells.filter(({ expected, got }) => expected !== got)).toEqual([]);
});

const withBody = operations().filter(({ takesJson }) => takesJson);

test.for(withBody.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  '%s refuses a body that is broken, of another media type or too large, and tells which fields are bad',
  async ([, { method, path, permission }]) => {
    const grants: Partial<Record<string, string>> = permissions[permission as keyof typeof permissions];
    const as = people.get(Role.options.find((role) => role in grants) as Role) as Person;
    const target = `${method} ${path.replaceAll(/\{[^}]+\}/g, newId(t.clock.now()))}`;
    const send = (text: string, type = 'application/json') =>
      call(t, target, { as, text, headers: { 'content-type': type } });
    expect(await send('{')).toMatchObject({
      status: 400,
      body: { type: 'https://shansu.test/problems/malformed-body' },
    });
    expect(await send('{}', 'text/plain')).toMatchObject({ status: 415 });
    expect(await send(`"${'x'.repeat(300_000)}"`)).toMatchObject({ status: 413 });
    const unknown = await send('{"no such field":1}');
    expect(unknown).toMatchObject({ status: 422, body: { errors: expect.any(Array) } });
  },
);
