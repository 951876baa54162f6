import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordDelivery } from '#services/batches/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, rice } from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const recordsOf = async (ids: readonly string[]) =>
  await t.owner.selectFrom('records').selectAll().where('id', 'in', ids).orderBy('type').execute();

test('a delivery of three lines becomes a paper, three lots and four records that can be read alone', async () => {
  const { receiver, manager, supplier, delivery } = await canteen(await t.district());
  const receipt = await recordDelivery(receiver.ctx, delivery({ lines: [line(), pork(), rice()] }));
  expect(receipt.status).toBe('signed');
  expect(receipt.lots.map(({ goodsName }) => goodsName)).toEqual(['上海青', '冷鲜猪后腿', '粳米']);
  const lotRecords = await recordsOf(receipt.lots.map(({ recordId }) => recordId));
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
  });
  const [paper] = await recordsOf([receipt.recordId]);
  const { signers, totalFen } = JSON.parse(paper?.canonical ?? '');
  expect(signers).toMatchObject([
    { account: receiver.id, role: 'receiver', name: { $commitment: expect.any(String) } },
    { account: manager.id, role: 'manager' },
  ]);
  expect(totalFen).toBe(7600 + 66_250 + 28_000);
  expect(paper?.canonical).not.toContain('王敏');
});
