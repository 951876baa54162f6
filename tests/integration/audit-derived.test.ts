import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { correctDelivery, returnToSupplier } from '#services/batches/index.ts';
import { disposeLot, relabelLot, transferLot } from '#services/kitchen/index.ts';
import { recordOrderLines } from '#services/purchases/index.ts';
import { discardSample } from '#services/samples/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import {
  type Canteen,
  canteen,
  line,
  pork,
  receivedDelivery,
  rice,
  secondSigner,
} from '#tests/support/batches.ts';
import { completed, orderOf } from '#tests/support/purchases.ts';
import { tampered } from '#tests/support/tamper.ts';
import { servedLunch } from '#tests/support/trace.ts';

/** What the audit makes of rows that follow from other rows: links of the trace, facts of the 832 totals. */

let t: TestApp;
let lunch: Awaited<ReturnType<typeof servedLunch>>;
beforeAll(async () => {
  t = await testApp();
  const at = await canteen(await t.district());
  lunch = await servedLunch(t, at);
  await everyWayOut(at);
  await correctedAway(at);
  const lines = [orderOf(at.schoolId, '832-1', completed), orderOf(at.schoolId, '832-2')];
  await recordOrderLines(at.manager.ctx, { lines });
});
afterAll(() => t[Symbol.asyncDispose]());

/** Goods leave a store in each way that there is. */
async function everyWayOut(at: Canteen): Promise<void> {
  const { ctx } = at.receiver;
  const { lots } = await receivedDelivery(at, { arrivedAt: t.clock.now(), lines: [pork(), rice(), line()] });
  const [meat, grain, leaf] = lots.map(({ lotId }) => lotId) as [string, string, string];
  const { id: toSchoolId } = await at.district.school('分校');
  const witness = { username: at.manager.username, pin };
  await returnToSupplier(ctx, { lotId: meat, grams: 500, reason: '破包', witness: '送货员' });
  await transferLot(ctx, { lotId: grain, grams: 2000, toSchoolId });
  await disposeLot(ctx, { lotId: leaf, place: 'store', grams: 300, reason: '变质', witness });
  await relabelLot(ctx, { lotId: leaf, reason: '标签破损' });
  t.clock.advance(48 * 3_600_000);
  await discardSample(ctx, { sampleId: lunch.sample.id, reason: '留样期满', witness });
}

/** One line of two was never accepted, the other was of another lot. */
async function correctedAway(at: Canteen): Promise<void> {
  const [meat, grain] = [pork({ producedOn: '2026-03-03' }), rice()];
  const stated = at.delivery({ arrivedAt: t.clock.now(), lines: [meat, grain] });
  const { id: deliveryId } = await receivedDelivery(at, stated);
  const { schoolId: _school, coSigner: _signer, ...content } = stated;
  await correctDelivery(at.manager.ctx, {
    ...content,
    deliveryId,
    lines: [{ ...grain, supplierLot: 'R2599' }],
    reason: '录错',
    coSigner: secondSigner(at.receiver),
  });
}

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
