import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { eventfulDistrict } from '#tests/support/eventful-district.ts';
import { tampered } from '#tests/support/tamper.ts';

/** What the audit makes of rows that follow from other rows: links of the trace, facts of the 832 totals. */

let t: TestApp;
let lunch: Awaited<ReturnType<typeof eventfulDistrict>>;
beforeAll(async () => {
  t = await testApp();
  lunch = await eventfulDistrict(t);
});
afterAll(() => t[Symbol.asyncDispose]());

const found = async () =>
  (await audit(t)).findings.map(
    ({ code, place }) => `${code} ${place.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`,
  );

test('what the verbs wrote fits', async () => {
  expect(await found()).toEqual([]);
});

const number = (id: string) => sql`(select number from lots where id = ${id})`;
const into = (id: string) => sql`child = ${number(id)}`;

test('a link that is gone, altered or added is found, and told by the lot that it leads to', async () => {
  const dish = () => into(lunch.porkDish.id);
  const cases: [ReturnType<typeof sql>, string][] = [
    [sql`delete from lot_links where ${dish()}`, 'row-differs lot_links (lots id ID)'],
    [
      sql`update lot_links set parent = ${number(lunch.firstRice.lotId)} where ${dish()}`,
      'row-differs lot_links.parent (lots id ID)',
    ],
    [
      sql`update lot_links set at = at - interval '1 day' where ${dish()}`,
      'row-differs lot_links.at (lots id ID)',
    ],
    [
      sql`update lot_links set quantity_grams = 1 where ${dish()}`,
      'row-differs lot_links.quantity_grams (lots id ID)',
    ],
    [
      sql`update lot_links set parent = ${number(lunch.firstRice.lotId)} where ${into(lunch.meat.lotId)}`,
      'row-differs lot_links.parent (lots id ID)',
    ],
    [
      sql`insert into lot_links select district_id, ${number(lunch.meal.id)}, parent, event_id, quantity_grams, at,
        school_id, child_kind from lot_links where ${into(lunch.meat.lotId)}`,
      'row-stray lot_links (lots id ID)',
    ],
    [
      sql`update lot_links set child = 999999 where ${into(lunch.meal.id)}`,
      'row-stray lot_links.child 999999',
    ],
  ];
  for (const [change, finding] of cases)
    expect(await tampered(t.owner, ['lot_links'], change, found)).toContain(finding);
});

test('a fact that is gone, altered or added is found, and told by its order line', async () => {
  const cases: [ReturnType<typeof sql>, string][] = [
    [
      sql`update purchase_facts set fen = fen + 1 where measure = 'counted'`,
      'row-differs purchase_facts.fen (order_lines id ID)',
    ],
    [
      sql`delete from purchase_facts where measure = 'counted'`,
      'row-differs purchase_facts (order_lines id ID)',
    ],
    [
      sql`update purchase_facts set booked_on = booked_on - 365 where measure = 'paid'`,
      'row-differs purchase_facts.booked_on (order_lines id ID)',
    ],
    [
      sql`update purchase_facts set line_id = '01938e6a-9c00-7000-8000-000000000001' where measure = 'counted'`,
      'row-stray purchase_facts.line_id ID',
    ],
  ];
  for (const [change, finding] of cases)
    expect(await tampered(t.owner, ['purchase_facts'], change, found)).toContain(finding);
});
