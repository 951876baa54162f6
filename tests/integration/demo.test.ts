import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallDemo, writeDemo } from '#seed/demo/write-demo.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

test('the small demo is written through the verbs, has its troubles, and every record waits for the log or is in it', async () => {
  await writeDemo(t, smallDemo, '2026-02-27', () => {});
  const count = async (table: 'schools' | 'suppliers' | 'deliveries' | 'lots' | 'records' | 'leafQueue') =>
    Number(
      (
        await t.owner
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  expect(await count('schools')).toBe(3);
  expect(await count('suppliers')).toBe(24);
  expect(await count('deliveries')).toBeGreaterThan(60);
  expect(await count('leafQueue')).toBe(await count('records'));
  const found = await t.owner.selectFrom('findings').select('ruleId').distinct().execute();
  expect(found.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['RCV-03', 'RCV-06']));
  const refused = await t.owner
    .selectFrom('deliveryLines')
    .select('id')
    .where('refusedGrams', '>', 0)
    .execute();
  expect(refused).toHaveLength(2);
});

test('the same day gives the same demo, but for random identifiers', async () => {
  const other = await testApp();
  try {
    await writeDemo(other, smallDemo, '2026-02-27', () => {});
    const picture = (app: TestApp) =>
      app.owner
        .selectFrom('lots')
        .select(['kind', 'name', 'quantityGrams', 'producedOn', 'expiresOn', 'supplierLot', 'beganAt'])
        .orderBy('beganAt')
        .orderBy('name')
        .orderBy('quantityGrams')
        .orderBy('kind')
        .orderBy('supplierLot')
        .execute();
    expect(await picture(other)).toEqual(await picture(t));
  } finally {
    await other[Symbol.asyncDispose]();
  }
});
