import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disposeLot, transferLot } from '#services/kitchen/index.ts';
import { holdLot, releaseLot } from '#services/lots/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { type Canteen, canteen, line, receivedDelivery, rice } from '#tests/support/batches.ts';
import { tampered } from '#tests/support/tamper.ts';
import { servedLunch } from '#tests/support/trace.ts';

/** What the audit makes of stock, status and holds: no single record states them, they follow from many. */

let t: TestApp;
let lots: Awaited<ReturnType<typeof world>>;
beforeAll(async () => {
  t = await testApp();
  lots = await world(await canteen(await t.district()));
});
afterAll(() => t[Symbol.asyncDispose]());

/** Lots in every state that there is. */
async function world(at: Canteen) {
  const lunch = await servedLunch(t, at);
  const { ctx } = at.receiver;
  const inspector = await at.district.person('inspector');
  const received = await receivedDelivery(at, { arrivedAt: t.clock.now(), lines: [rice(), line(), line()] });
  const [stored, held, sent] = received.lots.map(({ lotId }) => lotId) as [string, string, string];
  const unsigned = await receivedDelivery(at, {
    coSigner: undefined,
    arrivedAt: t.clock.now(),
    lines: [line()],
  });
  const { id: toSchoolId } = await at.district.school('分校');
  const witness = { username: at.manager.username, pin };
  await disposeLot(ctx, { lotId: stored, place: 'store', grams: 300, reason: '变质', witness });
  await holdLot(inspector.ctx, { lotId: stored, reason: '抽检' });
  await releaseLot(inspector.ctx, { lotId: stored, reason: '检验合格' });
  await holdLot(inspector.ctx, { lotId: held, reason: '发现异物' });
  const { lotId: arriving } = await transferLot(ctx, { lotId: sent, grams: 2000, toSchoolId });
  return { ...lunch, stored, held, arriving, toSchoolId, waiting: unsigned.lots[0]?.lotId as string };
}

const found = async () =>
  (await audit(t)).findings.map(({ code, place, record }) => ({ code, place, record }));

test('what the verbs wrote fits', async () => {
  expect(await found()).toEqual([]);
});

/** The record that a lot names. */
const recordOf = async (lotId: string) =>
  (await t.owner.selectFrom('lots').select('recordId').where('id', '=', lotId).executeTakeFirstOrThrow())
    .recordId;

const row = (id: string) => sql`id = ${id}`;

test.for<readonly [table: string, column: string, value: RawBuilder<unknown>, lot: () => string]>([
  ['lots', 'remaining_grams', sql`remaining_grams - 1`, () => lots.stored],
  ['lots', 'remaining_grams', sql`remaining_grams + 1`, () => lots.bin.id],
  ['lots', 'remaining_grams', sql`remaining_grams - 1`, () => lots.sample.id],
  ['lots', 'remaining_grams', sql`0`, () => lots.arriving],
  ['lots', 'status', sql`'open'`, () => lots.held],
  ['lots', 'status', sql`'held'`, () => lots.stored],
  ['lots', 'status', sql`'open'`, () => lots.waiting],
  ['lots', 'status', sql`'open'`, () => lots.arriving],
  ['lots', 'status', sql`'open'`, () => lots.bin.id],
  ['lots', 'status', sql`'closed'`, () => lots.porkDish.id],
])('a superuser who changes %s.%s to %s is found', async ([table, column, value, lot]) => {
  const change = sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ${row(lot())}`;
  expect(await tampered(t.owner, [table], change, found)).toEqual([
    { code: 'row-differs', place: `${table}.${column} (id ${lot()})`, record: await recordOf(lot()) },
  ]);
});

test('both columns are named when both were changed', async () => {
  const change = sql`update lots set remaining_grams = 0, status = 'closed' where ${row(lots.stored)}`;
  expect((await tampered(t.owner, ['lots'], change, found)).map(({ place }) => place)).toEqual([
    `lots.remaining_grams (id ${lots.stored})`,
    `lots.status (id ${lots.stored})`,
  ]);
});

test('what a kitchen holds, made, keeps in a vessel or awaits is found when it is changed, gone or added', async () => {
  const cases: [table: string, change: RawBuilder<unknown>, places: string[]][] = [
    ...(['issued_grams', 'remaining_grams'] as const).map((column): (typeof cases)[number] => [
      'kitchen_stock',
      sql`update kitchen_stock set ${sql.ref(column)} = ${sql.ref(column)} + 1 where lot_id = ${lots.meat.lotId}`,
      [`kitchen_stock.${column} (lots id ${lots.meat.lotId})`],
    ]),
    [
      'kitchen_stock',
      sql`update kitchen_stock set issued_at = now() where lot_id = ${lots.meat.lotId}`,
      [`kitchen_stock.issued_at (lots id ${lots.meat.lotId})`],
    ],
    [
      'kitchen_stock',
      sql`update kitchen_stock set school_id = ${lots.toSchoolId} where lot_id = ${lots.meat.lotId}`,
      [`kitchen_stock.school_id (lots id ${lots.meat.lotId})`],
    ],
    [
      'kitchen_stock',
      sql`delete from kitchen_stock where lot_id = ${lots.meat.lotId}`,
      [`kitchen_stock (lots id ${lots.meat.lotId})`],
    ],
    [
      'kitchen_stock',
      sql`update kitchen_stock set lot_id = ${lots.stored} where lot_id = ${lots.meat.lotId}`,
      [`kitchen_stock (lots id ${lots.meat.lotId})`, `kitchen_stock (lots id ${lots.stored})`],
    ],
    [
      'prepared_lots',
      sql`update prepared_lots set allergens = '{nuts}' where lot_id = ${lots.slices.id}`,
      [`prepared_lots.allergens (lots id ${lots.slices.id})`],
    ],
    [
      'prepared_lots',
      sql`delete from prepared_lots where lot_id = ${lots.slices.id}`,
      [`prepared_lots (lots id ${lots.slices.id})`],
    ],
    [
      'vessels',
      sql`update vessels set lot_id = ${lots.bin.id}`,
      [`vessels (lots id ${lots.bin.id})`, `vessels (lots id ${lots.topped.id})`],
    ],
    ['vessels', sql`update vessels set name = '油缸'`, [`vessels.name (lots id ${lots.topped.id})`]],
    ['vessels', sql`delete from vessels`, [`vessels (lots id ${lots.topped.id})`]],
    ...(['from_school_id', 'to_school_id', 'accepted_by_id', 'lot_id'] as const).map(
      (column): (typeof cases)[number] => [
        'lot_transfers',
        sql`update lot_transfers set ${sql.ref(column)} = gen_random_uuid()`,
        [`lot_transfers.${column} (lots id ${lots.arriving})`],
      ],
    ),
    [
      'lot_transfers',
      sql`update lot_transfers set accepted_at = now()`,
      [`lot_transfers.accepted_at (lots id ${lots.arriving})`],
    ],
    ['lot_transfers', sql`delete from lot_transfers`, [`lot_transfers (lots id ${lots.arriving})`]],
  ];
  for (const [table, change, places] of cases) {
    const findings = await tampered(t.owner, [table], change, found);
    expect(findings.map(({ place }) => place).sort()).toEqual(places.sort());
    for (const { code, place, record } of findings)
      expect({ code, record }).toEqual({ code: 'row-differs', record: await recordOf(idIn(place)) });
  }
});

const idIn = (place: string): string => /id (\S+)\)/.exec(place)?.[1] ?? '';

test('a hold that is lifted, gone, moved or added is found', async () => {
  const of = (lotId: string, column = '') => `holds${column} (lots id ${lotId})`;
  const cases: [RawBuilder<unknown>, string[]][] = [
    [sql`update holds set lifted_at = now() where lot_id = ${lots.held}`, [of(lots.held, '.lifted_at')]],
    [sql`update holds set lifted_at = null where lot_id = ${lots.stored}`, [of(lots.stored, '.lifted_at')]],
    [sql`update holds set reason = '' where lot_id = ${lots.held}`, [of(lots.held, '.reason')]],
    [sql`delete from holds where lot_id = ${lots.held}`, [of(lots.held)]],
    [
      sql`update holds set lot_id = ${lots.arriving} where lot_id = ${lots.held}`,
      [of(lots.held), of(lots.arriving)],
    ],
    [
      sql`insert into holds select district_id, gen_random_uuid(), lot_id, reason, held_at, held_by_id, null, record_id
        from holds where lot_id = ${lots.stored}`,
      [of(lots.stored)],
    ],
  ];
  for (const [change, places] of cases) {
    const findings = await tampered(t.owner, ['holds'], change, found);
    expect(findings.map(({ place }) => place).sort()).toEqual(places.sort());
  }
});

test('a record whose text lost what follows from it stops no audit', async () => {
  const { recordId } = await t.owner
    .selectFrom('disposals')
    .select('recordId')
    .where('lotId', '=', lots.stored)
    .executeTakeFirstOrThrow();
  const change = sql`update records set canonical = '{}' where ${row(recordId)}`;
  expect(await tampered(t.owner, ['records'], change, found)).toContainEqual({
    code: 'record-text',
    place: 'records.canonical, not a canonical record',
    record: recordId,
  });
});
