import { afterAll, beforeAll, expect, test } from 'vitest';
import { Role } from '#schemas/role.ts';
import { permissions } from '#services/accounts/permissions.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { hostileInAddress, hostileValues } from '#tests/support/hostile.ts';
import { type Operation, operations } from '#tests/support/operations.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
let known: { readonly schoolId: string; readonly supplierId: string };
const people = new Map<Role, Person>();

beforeAll(async () => {
  t = await testApp();
  const district = await t.district();
  const { id: schoolId } = await district.school();
  const { id: supplierId } = await qualifiedSupplier(district, { schoolId });
  known = { schoolId, supplierId };
  const scopes: Partial<Record<Role, { schoolId?: string; supplierId?: string }>> = {
    receiver: { schoolId },
    manager: { schoolId },
    'school-admin': { schoolId },
    supplier: { supplierId },
  };
  for (const role of Role.options) people.set(role, await district.person(role, scopes[role]));
});
afterAll(() => t[Symbol.asyncDispose]());

test.for(operations().map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  '%s answers whatever is sent, and refuses with a problem',
  { timeout: 120_000 },
  async ([, operation]) => {
    expect(operation.takesJson, 'a body to distort').toBe(operation.example !== undefined);
    const as = people.get(mayCall(operation)) as Person;
    const faults: unknown[] = [];
    for (const { path, body } of requests(operation)) {
      const answer = await call(t, `${operation.method} ${path}`, {
        as,
        ...(body === undefined ? {} : { body }),
      });
      const { status, headers } = answer;
      const explained = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
      if (status >= 500 || status === 401 || (status >= 400 && !explained))
        faults.push({ path, body, status });
    }
    expect(faults).toEqual([]);
  },
);

function mayCall({ permission }: Operation): Role {
  const grants: Partial<Record<string, string>> = permissions[permission as keyof typeof permissions];
  return Role.options.find((role) => role in grants) as Role;
}

interface Sent {
  readonly path: string;
  readonly body: unknown;
}

/** The example of the description, then with one part of it hostile: in the path, the query or the body. */
function* requests({ path, parameters, example }: Operation): Generator<Sent> {
  const values = new Map(
    parameters.flatMap(({ in: where, name, example: usual }) => (where === 'path' ? [[name, usual]] : [])),
  );
  const address = (over: readonly [string, string][] = []) => {
    const all = new Map([...values, ...Object.entries(known), ...over]);
    return path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => all.get(name) ?? '');
  };
  const body = example === undefined ? undefined : withKnown(example);
  yield { path: address(), body };
  for (const { in: where, name } of parameters) {
    for (const text of hostileInAddress) {
      if (where === 'path') yield { path: address([[name, text]]), body };
      if (where === 'query') yield { path: `${address()}?${name}=${text}`, body };
    }
  }
  for (const place of places(body)) {
    for (const value of hostileValues) yield { path: address(), body: withAt(body, place, value) };
  }
}

type Place = readonly string[];

function* places(value: unknown, at: Place = []): Generator<Place> {
  if (value === undefined) return;
  yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) yield* places(part, [...at, key]);
}

function withAt(value: unknown, [key, ...rest]: Place, put: unknown): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withAt(copy[key], rest, put);
  return copy;
}

/** With the ids of a school and a supplier that exist, so that rules deeper inside are reached. */
function withKnown(example: unknown): unknown {
  return JSON.parse(JSON.stringify(example), (key, value) => (key in known ? known[key as never] : value));
}
