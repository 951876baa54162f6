import { afterAll, beforeAll, expect, test } from 'vitest';
import { admitSupplier } from '#services/suppliers/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, pork, receivedDelivery, rice } from '#tests/support/batches.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const others = [
  { kind: 'MQ_CERT', number: 'MQ-1', issuedOn: '2026-03-01', quantityGrams: 900_000 },
  { kind: 'SLAUGHTER_PERMIT', number: 'A31010001' },
];
const certified = (number: string, quantityGrams?: number) =>
  pork({
    papers: [
      { kind: 'AQ_PRODUCT', number, issuedOn: '2026-03-01', ...(quantityGrams ? { quantityGrams } : {}) },
      ...others.map((paper) => ({ ...paper, number: `${number}-${paper.number}` })),
    ],
  });

const balanceOf = (receipt: Awaited<ReturnType<typeof receivedDelivery>>) =>
  receipt.lots
    .flatMap(({ findings }) => findings)
    .filter(({ ruleId }) => ruleId === 'RCV-03')
    .map(({ breach }) => breach);

/** Two schools that buy from one supplier. */
async function twoSchools() {
  const district = await t.district();
  const [one, other] = [await canteen(district), await canteen(district, { schoolName: '第二小学' })];
  const scope = ['MEAT.PORK_CHILLED', 'GRAIN.RICE'];
  await admitSupplier(other.manager.ctx, {
    supplierId: one.supplier.id,
    goodsScope: scope,
    admittedOn: '2025-09-01',
  });
  return { one, other, shared: { supplierId: one.supplier.id } };
}

test('a certificate is used up over all schools: the delivery that exceeds it is flagged', async () => {
  const { one, other, shared } = await twoSchools();
  const lines = () => ({ ...shared, lines: [certified('AQ-60', 60_000)] });
  expect(balanceOf(await receivedDelivery(one, lines()))).toEqual([]);
  expect(balanceOf(await receivedDelivery(other, lines()))).toEqual([]);
  expect(balanceOf(await receivedDelivery(one, lines()))).toEqual(['over-certified']);
});

test('two lines of one delivery count together', async () => {
  const { one } = await twoSchools();
  expect(
    balanceOf(
      await receivedDelivery(one, { lines: [certified('AQ-40', 40_000), certified('AQ-40', 40_000)] }),
    ),
  ).toEqual(['over-certified', 'over-certified']);
});

test('the smaller of two statements about one certificate counts', async () => {
  const { one } = await twoSchools();
  await receivedDelivery(one, { lines: [certified('AQ-S', 40_000)] });
  expect(balanceOf(await receivedDelivery(one, { lines: [certified('AQ-S', 400_000)] }))).toEqual([
    'over-certified',
  ]);
});

test('one number from two suppliers is flagged, and so is one without a quantity at two schools', async () => {
  const { one, other, shared } = await twoSchools();
  await receivedDelivery(one, { lines: [certified('AQ-2', 900_000)] });
  expect(balanceOf(await receivedDelivery(other, { lines: [certified('AQ-2', 900_000)] }))).toEqual([
    'several-suppliers',
    'several-suppliers',
  ]);
  await receivedDelivery(one, { ...shared, lines: [certified('AQ-N')] });
  expect(balanceOf(await receivedDelivery(other, { ...shared, lines: [certified('AQ-N')] }))).toEqual([
    'several-schools',
  ]);
});

test('a factory certificate rightly goes to every buyer of the lot', async () => {
  const { one, other, shared } = await twoSchools();
  await receivedDelivery(one, { ...shared, lines: [rice()] });
  expect(balanceOf(await receivedDelivery(other, { ...shared, lines: [rice()] }))).toEqual([]);
});

test('refused goods use nothing up', async () => {
  const { one } = await twoSchools();
  const refusal = { grams: 25_000, reason: '异味', disposition: 'returned' as const, witness: '张伟' };
  const refused = { ...certified('AQ-R', 30_000), acceptedGrams: 0, amountFen: 0, refusal };
  await receivedDelivery(one, { lines: [refused] });
  expect(balanceOf(await receivedDelivery(one, { lines: [certified('AQ-R', 30_000)] }))).toEqual([]);
});

test('of many deliveries that use one certificate in the same instant, none but those that fit go unflagged', async () => {
  const { one } = await twoSchools();
  const receipts = await Promise.all(
    Array.from({ length: 12 }, () => receivedDelivery(one, { lines: [certified('AQ-C', 100_000)] })),
  );
  // 100 kg certified, 25 kg a delivery: four fit, whichever they are.
  expect(receipts.filter((receipt) => balanceOf(receipt).length === 0)).toHaveLength(4);
});

test('another district knows nothing of it', async () => {
  const { one } = await twoSchools();
  await receivedDelivery(one, { lines: [certified('AQ-D', 25_000)] });
  const elsewhere: Canteen = await canteen(await t.district());
  expect(balanceOf(await receivedDelivery(elsewhere, { lines: [certified('AQ-D', 25_000)] }))).toEqual([]);
  const supplier = await qualifiedSupplier(elsewhere.district, {
    schoolId: elsewhere.schoolId,
    scope: ['GRAIN.RICE'],
  });
  expect(balanceOf(await receivedDelivery(elsewhere, { supplierId: supplier.id, lines: [rice()] }))).toEqual(
    [],
  );
});
