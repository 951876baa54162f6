import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoSizes, writeDemo } from '#seed/demo/write-demo.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { tampered } from '#tests/support/tamper.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

test('the small demo is written through the verbs, has its troubles, and every record waits for the log or is in it', async () => {
  await writeDemo(t, demoSizes.small, '2026-02-27', () => {});
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
}, 240_000);

test('the demo reaches the ledger, and the audit finds every row as its records say', async () => {
  await sequence(t);
  await anchor(t);
  const { findings, counts } = await audit(t);
  expect(findings).toEqual([]);
  expect(counts.pending).toBe(0);
  expect(counts.rows).toBeGreaterThan(1000);
}, 240_000);

test.for([
  ['deliveries', 'total_fen', sql`total_fen + 1`],
  ['delivery_lines', 'price_fen_per_kg', sql`price_fen_per_kg + 1`],
  ['delivery_lines', 'origin_name', sql`origin_name || '县'`],
  ['delivery_papers', 'quantity_grams', sql`quantity_grams * 10`],
  ['lots', 'expires_on', sql`expires_on + 1`],
  ['dishes', 'allergens', sql`array_append(allergens, 'nuts')`],
  ['meals', 'diners', sql`diners + 1`],
  ['samples', 'grams', sql`grams + 25`],
  ['suppliers', 'name', sql`name || '分公司'`],
  ['qualifications', 'valid_to', sql`valid_to + 365`],
  // What the totals are computed from follows from it.
  ['order_lines', 'ordered_fen', sql`ordered_fen + 100`, 'purchase_facts.fen'],
  ['order_deliveries', 'grams', sql`grams + 1000`],
] as const)('a superuser who changes %s.%s is found', async ([table, column, value, ...derived]) => {
  const [name, target] = [sql.ref(column), sql.table(table)];
  const change = sql`update ${target} set ${name} = ${value}
    where ctid in (select ctid from ${target} where ${name} is distinct from ${value} limit 1)`;
  const { findings } = await tampered(t.owner, [table], change, () => audit(t));
  const places = findings.filter(({ code }) => code === 'row-differs').map(({ place }) => place);
  expect(places.map((place) => place.split(' (')[0])).toEqual([`${table}.${column}`, ...derived]);
});

test('the same day gives the same demo, but for random identifiers', async () => {
  const other = await testApp();
  try {
    await writeDemo(other, demoSizes.small, '2026-02-27', () => {});
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
}, 90_000);
