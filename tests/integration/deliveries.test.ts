import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Tx, transact } from '#services/context.ts';
import { supplierLots } from '#services/lots/index.ts';
import { admitSupplier } from '#services/suppliers/index.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, receivedDelivery, rice } from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const recordsOf = async (ids: readonly string[]) =>
  await t.owner.selectFrom('records').selectAll().where('id', 'in', ids).orderBy('type').execute();
const findingsOf = async (subjectId: string) =>
  await t.owner
    .selectFrom('findings')
    .selectAll()
    .where('subjectId', '=', subjectId)
    .orderBy('ruleId')
    .execute();

const post = (as: Person, body: unknown) => call(t, 'POST /api/v1/deliveries', { as, body });

test('a delivery of three lines becomes a paper, three lots and four records that can be read alone', async () => {
  const { receiver, manager, supplier, delivery } = await canteen(await t.district());
  const { status, body } = await post(receiver, delivery({ lines: [line(), pork(), rice()] }));
  expect(status).toBe(201);
  expect(body.status).toBe('signed');
  expect(body.lots.map((lot: { goodsName: string }) => lot.goodsName)).toEqual([
    '上海青',
    '冷鲜猪后腿',
    '粳米',
  ]);
  const lotRecords = await recordsOf(body.lots.map((lot: { recordId: string }) => lot.recordId));
  const ofPork = lotRecords
    .map(({ canonical }) => JSON.parse(canonical))
    .find(({ goodsCode }) => goodsCode === 'MEAT.PORK_CHILLED');
  expect(ofPork).toMatchObject({
    schoolName: '实验小学',
    supplier: { name: supplier.name, creditCode: supplier.creditCode },
    supplierLot: 'P260301-A',
    expiresOn: '2026-03-06',
    acceptedGrams: 25_000,
    occurredAt: '2026-03-01T22:20:00.000Z',
    keepUntil: '2026-09-06',
    papers: [{ name: '动物检疫合格证明(动物产品)', number: '3100238841' }, {}, {}],
    rulesHash: t.rules.hash,
  });
  const [paper] = await recordsOf([body.recordId]);
  const { signers, totalFen } = JSON.parse(paper?.canonical ?? '');
  expect(signers).toMatchObject([
    { account: receiver.id, role: 'receiver', name: { $commitment: expect.any(String) } },
    { account: manager.id, role: 'manager' },
  ]);
  expect(totalFen).toBe(7600 + 66_250 + 28_000);
  expect(paper?.canonical).not.toContain('王敏');
});

test('each accepted line is a lot in stock, linked to the supplier’s lot that all schools share', async () => {
  const district = await t.district();
  const [one, other] = [await canteen(district), await canteen(district, { schoolName: '第二小学' })];
  // Both schools buy from the first one's supplier.
  const shared = { supplierId: one.supplier.id };
  await admitSupplier(other.manager.ctx, { ...shared, goodsScope: ['GRAIN.RICE'], admittedOn: '2025-09-01' });
  const first = await receivedDelivery(one, { lines: [rice()] });
  const second = await receivedDelivery(other, { ...shared, lines: [rice()] });
  const parents = await t.owner
    .selectFrom('lots as child')
    .innerJoin('lotLinks', 'lotLinks.child', 'child.number')
    .innerJoin('lots as parent', 'parent.number', 'lotLinks.parent')
    .select(['parent.id', 'parent.kind', 'child.status', 'child.remainingGrams'])
    .where('child.id', 'in', [first.lots[0]!.lotId, second.lots[0]!.lotId])
    .execute();
  expect(parents).toMatchObject([
    { kind: 'supplier-lot', status: 'open', remainingGrams: 50_000 },
    { kind: 'supplier-lot', status: 'open', remainingGrams: 50_000 },
  ]);
  expect(parents[0]?.id).toBe(parents[1]?.id);
});

test('deliveries that bring the first of a supplier’s lot in the same instant share it', async () => {
  const { supplier, receiver, manager } = await canteen(await t.district());
  const bags = { supplierId: supplier.id, goodsCode: 'GRAIN.RICE', name: '粳米', producedOn: null };
  const lotOf = async (tx: Tx) => (await supplierLots(tx, [{ ...bags, supplierLot: 'R2601' }]))[0]!;
  const [written, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = transact(receiver.ctx, async (tx) => {
    const lot = await lotOf(tx);
    written.resolve();
    await committed.promise;
    return lot;
  });
  await written.promise;
  const second = transact(manager.ctx, lotOf);
  const waiting = async () =>
    (
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        t.owner,
      )
    ).rows.length;
  await expect.poll(waiting, { timeout: 30_000 }).toBe(1);
  committed.resolve();
  expect(await second).toEqual(await first);
});

test('produce without lot number and date is told apart by its delivery note', async () => {
  const at = await canteen(await t.district());
  const lots = [await receivedDelivery(at), await receivedDelivery(at)].map(({ lots }) => lots[0]!.lotId);
  const parents = await t.owner
    .selectFrom('lotLinks')
    .innerJoin('lots', 'lots.number', 'lotLinks.child')
    .select('parent')
    .where('lots.id', 'in', lots)
    .execute();
  expect(new Set(parents.map(({ parent }) => parent)).size).toBe(2);
});

test('goods named like banned ones under another class are accepted, and asked about', async () => {
  const at = await canteen(await t.district());
  const { lots } = await receivedDelivery(at, { lines: [line({ goodsName: '四季豆' })] });
  expect(lots[0]!.findings).toEqual([{ ruleId: 'RCV-07', breach: 'banned-name' }]);
  expect(await findingsOf(lots[0]!.lotId)).toMatchObject([
    { ruleId: 'RCV-07', data: { breach: 'banned-name', item: '四季豆' } },
  ]);
});

test('what is odd but allowed becomes findings beside the lot, in rows and in its record', async () => {
  const at = await canteen(await t.district());
  const warm = pork({
    surfaceTemperatureMilliC: 9000,
    papers: pork().papers!.map((paper) =>
      paper.kind === 'AQ_PRODUCT' ? { ...paper, issuedOn: '2026-03-03' } : paper,
    ),
  });
  const unmeasured = { ...pork(), surfaceTemperatureMilliC: undefined };
  const { lots } = await receivedDelivery(at, { lines: [warm, unmeasured] });
  const found = await findingsOf(lots[0]!.lotId);
  expect(found.map(({ ruleId, data }) => [ruleId, (data as { breach: string }).breach])).toEqual([
    ['RCV-02', 'future-dated'],
    ['RCV-06', 'above-limit'],
  ]);
  expect(
    found.every(
      ({ packHash, judgedRecordId }) => packHash === t.rules.hash && judgedRecordId === lots[0]!.recordId,
    ),
  ).toBe(true);
  expect(lots[1]!.findings).toEqual([{ ruleId: 'RCV-06', breach: 'not-measured' }]);
  const [record] = await recordsOf([lots[0]!.recordId]);
  expect(JSON.parse(record?.canonical ?? '').findings).toEqual([
    { rule: 'RCV-02', breach: 'future-dated' },
    { rule: 'RCV-06', breach: 'above-limit' },
  ]);
});

test('what is refused needs a witness, and in Shanghai expired food never goes back (RCV-09)', async () => {
  const at = await canteen(await t.district());
  // On its last day goods arrive expired.
  const old = {
    producedOn: '2026-02-25',
    shelfLifeDays: 5,
    acceptedGrams: 0,
    amountFen: 0,
    deliveredGrams: 25_000,
  };
  const refusal = { grams: 25_000, reason: '已过期', disposition: 'returned' as const };
  const receipt = await receivedDelivery(at, { lines: [pork({ ...old, refusal })] });
  expect(receipt).toMatchObject({
    lots: [],
    findings: [
      { ruleId: 'RCV-09', breach: 'expired-returned' },
      { ruleId: 'RCV-09', breach: 'no-witness' },
    ],
  });
  const [record] = await recordsOf([receipt.recordId]);
  expect(JSON.parse(record?.canonical ?? '').lines[0]).toMatchObject({
    acceptedGrams: 0,
    refusal: { disposition: 'returned' },
  });
});
