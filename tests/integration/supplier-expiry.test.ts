import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startOfDay } from '#schemas/time.ts';
import { jobContext, LeaseLost } from '#services/jobs/index.ts';
import { alertExpiries } from '#services/suppliers/alert-expiries.ts';
import {
  addQualification,
  correctQualification,
  liftSuspension,
  listSuppliers,
  supplierExpiryJob,
} from '#services/suppliers/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { operationLicence } from '#tests/support/codes.ts';
import { recordsAbout } from '#tests/support/records.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());
beforeEach(() => t.clock.set('2026-03-01T22:30:00.000Z'));

/** A supplier whose operation licence ends on a day. */
async function setting(validTo: string) {
  const d = await t.district();
  const school = await d.school();
  const supplier = await qualifiedSupplier(d, { schoolId: school.id, scope: ['OIL'], validTo });
  const licence = supplier.papers.find(({ kind }) => kind === 'JY_LICENSE')!;
  return { d, supplier, licence, manager: supplier.manager };
}
const run = () => supplierExpiryJob.run(t);
const alertsOf = (supplierId: string) =>
  t.owner
    .selectFrom('alerts')
    .select(['thresholdDays', 'state', 'validTo'])
    .where('supplierId', '=', supplierId)
    .orderBy('thresholdDays', 'desc')
    .execute();
const suspensionsOf = (supplierId: string) =>
  t.owner
    .selectFrom('supplierSuspensions')
    .select(['cause', 'suspendedAt', 'liftedAt', 'reason'])
    .where('supplierId', '=', supplierId)
    .execute();
const recordTypesOf = async (supplierId: string) =>
  (await recordsAbout(t, supplierId)).map(({ type }) => type).filter((type) => /alert|suspen/.test(type));

test('tells once at 60, 30 and 7 days, however often it runs', async () => {
  const { supplier } = await setting('2026-06-30');
  // Days left count today: on 2 May sixty are left.
  for (const on of ['2026-05-01', '2026-05-02', '2026-05-02', '2026-05-31', '2026-06-01', '2026-06-24']) {
    t.clock.set(startOfDay(on));
    await run();
    await run();
  }
  expect(await alertsOf(supplier.id)).toEqual([
    { thresholdDays: 60, state: 'overtaken', validTo: '2026-06-30' },
    { thresholdDays: 30, state: 'overtaken', validTo: '2026-06-30' },
    { thresholdDays: 7, state: 'open', validTo: '2026-06-30' },
  ]);
  expect(await recordTypesOf(supplier.id)).toEqual(['expiry-alerted', 'expiry-alerted', 'expiry-alerted']);
});

test('a missed day is made up for, with the nearest threshold alone', async () => {
  const { supplier } = await setting('2026-03-12');
  await run();
  expect(await alertsOf(supplier.id)).toEqual([{ thresholdDays: 30, state: 'open', validTo: '2026-03-12' }]);
});

test('suspends when the last valid day is over in Shanghai, once', async () => {
  const { supplier, licence } = await setting('2026-03-04');
  t.clock.set('2026-03-04T15:59:59.999Z');
  await run();
  expect(await suspensionsOf(supplier.id)).toEqual([]);
  t.clock.set('2026-03-04T16:00:00.000Z');
  await Promise.all([run(), run(), run()]);
  await run();
  t.clock.set('2026-03-09T16:05:00.000Z');
  await run();
  expect(await suspensionsOf(supplier.id)).toEqual([
    {
      cause: 'expiry',
      suspendedAt: '2026-03-04T16:00:00.000Z',
      liftedAt: null,
      reason: `食品经营许可证 ${licence.number} 有效期至 2026-03-04`,
    },
  ]);
  expect(await recordTypesOf(supplier.id)).toEqual([
    'expiry-alerted',
    'expiry-alerted',
    'supplier-suspended',
  ]);
  const finding = await t.owner
    .selectFrom('findings')
    .select(['ruleId', 'severity', 'data'])
    .where('subjectId', '=', supplier.id)
    .executeTakeFirstOrThrow();
  expect(finding).toMatchObject({ ruleId: 'SUP-02', severity: 'guard', data: { breach: 'expired' } });
});

test('what a lapsed licence brought about is not lifted by the district', async () => {
  const { d, supplier } = await setting('2026-02-28');
  await run();
  const inspector = await d.person('inspector');
  const lift = liftSuspension(inspector.ctx, { supplierId: supplier.id, reason: '已补证' });
  await expect(lift).rejects.toMatchObject({ code: 'not-found' });
  expect(await suspensionsOf(supplier.id)).toMatchObject([{ cause: 'expiry', liftedAt: null }]);
});

test('a renewal closes the alert and ends the suspension', async () => {
  const { supplier, manager } = await setting('2026-02-28');
  await run();
  expect(await suspensionsOf(supplier.id)).toMatchObject([{ liftedAt: null }]);
  t.clock.advance(3_600_000);
  await addQualification(manager.ctx, renewal(supplier.id, '2026-03-02'));
  expect(await alertsOf(supplier.id)).toMatchObject([{ thresholdDays: 0, state: 'resolved' }]);
  expect(await suspensionsOf(supplier.id)).toMatchObject([{ liftedAt: t.clock.now() }]);
  await run();
  expect(await recordTypesOf(supplier.id)).toEqual([
    'expiry-alerted',
    'supplier-suspended',
    'suspension-lifted',
  ]);
});

test('a licence renewed in time lapses in silence', async () => {
  const { supplier, manager } = await setting('2026-03-31');
  await addQualification(manager.ctx, renewal(supplier.id, '2026-04-01'));
  t.clock.set('2026-04-05T00:00:00.000Z');
  await run();
  expect(await alertsOf(supplier.id)).toEqual([]);
  expect(await suspensionsOf(supplier.id)).toEqual([]);
});

test('a licence that begins later ends the suspension on its first day', async () => {
  const { supplier, manager } = await setting('2026-02-28');
  await run();
  await addQualification(manager.ctx, renewal(supplier.id, '2026-03-10'));
  t.clock.set('2026-03-09T15:59:00.000Z');
  await run();
  expect(await suspensionsOf(supplier.id)).toMatchObject([{ liftedAt: null }]);
  t.clock.set('2026-03-09T16:05:00.000Z');
  await run();
  expect(await suspensionsOf(supplier.id)).toMatchObject([{ liftedAt: '2026-03-09T16:05:00.000Z' }]);
  expect(await alertsOf(supplier.id)).toMatchObject([{ state: 'resolved' }]);
});

test('a correction that renews nothing leaves the suspension, and the supplier is shown as not in order', async () => {
  const { supplier, licence, manager } = await setting('2026-02-28');
  await run();
  await correctQualification(manager.ctx, {
    qualificationId: licence.id,
    reason: '登记机关已吊销',
    status: 'revoked',
    kind: 'JY_LICENSE',
    number: licence.number,
    issuer: '市场监督管理局',
    validFrom: '2024-01-01',
    validTo: '2028-12-31',
  });
  await run();
  expect(await suspensionsOf(supplier.id)).toMatchObject([{ liftedAt: null }]);
  const { suppliers } = await listSuppliers(manager.ctx, {});
  expect(suppliers).toMatchObject([{ id: supplier.id, state: 'lapsed' }]);
});

const corrected = (licence: { id: string; number: string }, validTo: string) => ({
  qualificationId: licence.id,
  reason: '有效期年份录错',
  kind: 'JY_LICENSE',
  number: licence.number,
  issuer: '市场监督管理局',
  validFrom: '2024-01-01',
  validTo,
});

test('a corrected date closes the alert that the wrong one raised', async () => {
  const { supplier, licence, manager } = await setting('2026-03-05');
  await run();
  await correctQualification(manager.ctx, corrected(licence, '2029-03-05'));
  await run();
  expect(await alertsOf(supplier.id)).toMatchObject([{ thresholdDays: 7, state: 'resolved' }]);
});

test('a date that is put right to an earlier one is told of: the wrong one renews nothing', async () => {
  const { supplier, licence, manager } = await setting('2029-03-05');
  await correctQualification(manager.ctx, corrected(licence, '2026-03-05'));
  await run();
  expect(await alertsOf(supplier.id)).toMatchObject([{ thresholdDays: 7, validTo: '2026-03-05' }]);
});

test('a paper that was told of keeps no other from being told of', async () => {
  const { supplier, manager } = await setting('2026-03-12');
  await run();
  const filing = { ...renewal(supplier.id, '2025-03-01'), kind: 'LIABILITY_INS', number: 'PICC-2025-0002' };
  await addQualification(manager.ctx, { ...filing, validTo: '2026-03-05' });
  await run();
  expect(await alertsOf(supplier.id)).toMatchObject([
    { thresholdDays: 30, validTo: '2026-03-12' },
    { thresholdDays: 7, validTo: '2026-03-05' },
  ]);
});

test('a paper that no law asks for suspends nobody', async () => {
  const { supplier, manager } = await setting('2028-12-31');
  await addQualification(manager.ctx, {
    ...renewal(supplier.id, '2025-03-01'),
    kind: 'LIABILITY_INS',
    number: 'PICC-2025-0001',
    validTo: '2026-02-28',
  });
  await run();
  expect(await alertsOf(supplier.id)).toMatchObject([{ thresholdDays: 0, state: 'open' }]);
  expect(await suspensionsOf(supplier.id)).toEqual([]);
});

test('one of two certificates does not renew that of another person', async () => {
  const { supplier, manager } = await setting('2028-12-31');
  const health = { ...renewal(supplier.id, '2025-03-10'), kind: 'HEALTH_CERT' };
  await addQualification(manager.ctx, { ...health, number: 'H1', holder: '赵一', validTo: '2026-03-09' });
  await addQualification(manager.ctx, { ...health, number: 'H2', holder: '钱二', validTo: '2026-12-31' });
  await run();
  expect(await alertsOf(supplier.id)).toMatchObject([{ thresholdDays: 30, validTo: '2026-03-09' }]);
  await addQualification(manager.ctx, {
    ...health,
    number: 'H3',
    holder: '赵一',
    validFrom: '2026-03-01',
    validTo: '2027-02-28',
  });
  expect(await alertsOf(supplier.id)).toMatchObject([{ thresholdDays: 30, state: 'resolved' }]);
});

test('a run that was overtaken writes nothing, and the next one completes it', async () => {
  const { d, supplier } = await setting('2026-02-28');
  const ctx = jobContext(t, 'supplier-expiry', d.districtId);
  const stale = { name: `supplier-expiry/${d.districtId}`, epoch: 0 };
  await expect(alertExpiries(ctx, stale)).rejects.toThrow(LeaseLost);
  expect(await alertsOf(supplier.id)).toEqual([]);
  await run();
  expect(await alertsOf(supplier.id)).toHaveLength(1);
});

test('people cannot run it', async () => {
  const { manager } = await setting('2026-02-28');
  await expect(alertExpiries(manager.ctx, { name: 'any', epoch: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

const renewal = (supplierId: string, validFrom: string) => ({
  supplierId,
  kind: 'JY_LICENSE',
  number: operationLicence(),
  issuer: '市场监督管理局',
  validFrom,
  validTo: '2031-03-31',
});
