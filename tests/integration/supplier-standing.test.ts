import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '#services/context.ts';
import {
  addQualification,
  admitSupplier,
  correctQualification,
  exitSupplier,
  liftSuspension,
  type StandingQuery,
  supplierStandingOn,
  suspendSupplier,
} from '#services/suppliers/index.ts';
import { type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { operationLicence } from '#tests/support/codes.ts';
import { recordOf } from '#tests/support/records.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const today = '2026-03-02';
const standing = (as: Person, query: StandingQuery) =>
  read(as.ctx, (db) => supplierStandingOn(db, t.reference, query));

async function setting(more: Partial<Parameters<typeof qualifiedSupplier>[1]> = {}) {
  t.clock.set('2026-03-01T22:30:00.000Z');
  const d = await t.district();
  const school = await d.school();
  const supplier = await qualifiedSupplier(d, { schoolId: school.id, scope: ['VEG', 'OIL'], ...more });
  const paper = (kind: string) => supplier.papers.find((held) => held.kind === kind)!;
  const ask = (on = today, goodsCode = 'OIL.VEG', asKnownAt?: string) =>
    standing(supplier.manager, {
      supplierId: supplier.id,
      schoolId: school.id,
      goodsCode,
      on,
      ...(asKnownAt ? { asKnownAt } : {}),
    });
  return { d, school, supplier, manager: supplier.manager, paper, ask };
}

test('a supplier with papers and admission is qualified', async () => {
  const { supplier, ask } = await setting();
  const found = await ask();
  expect(found).toMatchObject({ name: supplier.name, creditCode: supplier.creditCode, kind: 'dealer' });
  expect(found.faults).toEqual([]);
  expect(found.heldDocuments).toEqual([
    { kind: 'BIZ_LICENSE', number: supplier.creditCode, validTo: null },
    { kind: 'JY_LICENSE', number: expect.stringMatching(/^JY1/), validTo: '2028-12-31' },
  ]);
});

test('a licence is good on its last day and not on the day after', async () => {
  const { ask } = await setting({ validTo: '2026-06-30' });
  expect((await ask('2026-06-30')).faults).toEqual([]);
  expect((await ask('2026-07-01')).faults).toEqual([
    {
      ruleId: 'SUP-02',
      code: 'licence-expired',
      documentKinds: ['JY_LICENSE', 'YB_FILING'],
      validTo: '2026-06-30',
    },
  ]);
});

test('a licence is asked for only where the law asks: fresh vegetables need none', async () => {
  const { ask } = await setting({ scope: ['VEG.LEAF', 'FRUIT', 'OIL'], validTo: '2026-01-31' });
  expect((await ask(today, 'VEG.LEAF')).faults).toEqual([]);
  expect((await ask(today, 'OIL.VEG')).faults).toMatchObject([{ code: 'licence-expired' }]);
});

test('what no paper covers is missing, and goods outside the admission are out of scope', async () => {
  const { ask } = await setting({ scope: ['VEG.LEAF'] });
  expect((await ask(today, 'OIL.VEG')).faults).toEqual([
    { ruleId: 'SUP-03', code: 'out-of-scope' },
    { ruleId: 'RCV-08', code: 'licence-missing', documentKinds: ['JY_LICENSE', 'YB_FILING'] },
  ]);
});

test('a licence that names its goods covers no others', async () => {
  const { ask, manager, paper } = await setting();
  await correctQualification(manager.ctx, {
    ...stated(paper('JY_LICENSE')),
    reason: '许可项目仅限粮食',
    goodsScope: ['GRAIN'],
  });
  expect((await ask()).faults).toEqual([
    { ruleId: 'SUP-03', code: 'out-of-scope', documentKinds: ['JY_LICENSE', 'YB_FILING'] },
  ]);
});

test('admission and exit hold for one school, from day to day', async () => {
  const { d, ask, manager, supplier } = await setting();
  const other = await d.school('别的学校');
  const query = { supplierId: supplier.id, schoolId: other.id, goodsCode: 'OIL.VEG', on: today };
  expect((await standing(manager, query)).faults).toEqual([{ ruleId: 'RCV-08', code: 'not-admitted' }]);

  await exitSupplier(manager.ctx, { supplierId: supplier.id, reason: '多次迟到' });
  expect((await ask('2026-03-01')).faults).toEqual([]);
  expect((await ask(today)).faults).toEqual([{ ruleId: 'RCV-08', code: 'exited' }]);
  await admitSupplier(manager.ctx, { supplierId: supplier.id, goodsScope: ['OIL'] });
  expect((await ask(today)).faults).toEqual([]);
});

test('a suspension by the district stops deliveries to every school until it is lifted', async () => {
  const { d, ask, supplier } = await setting();
  const inspector = await d.person('inspector');
  const decision = { supplierId: supplier.id, reason: '抽检不合格' };
  await suspendSupplier(inspector.ctx, decision);
  expect((await ask('2026-03-01')).faults).toEqual([]);
  expect((await ask()).faults).toEqual([{ ruleId: 'SUP-02', code: 'suspended' }]);
  t.clock.set('2026-03-05T02:00:00.000Z');
  await liftSuspension(inspector.ctx, { ...decision, reason: '整改完成' });
  expect((await ask('2026-03-04')).faults).toEqual([{ ruleId: 'SUP-02', code: 'suspended' }]);
  expect((await ask('2026-03-05')).faults).toEqual([]);
});

test('SUP-07: the past is judged by what was known then', async () => {
  const { ask, manager, paper } = await setting();
  const delivered = '2026-03-03';
  const deliveredAt = '2026-03-02T23:00:00.000Z';
  t.clock.set('2026-03-10T03:00:00.000Z');
  const corrected = await correctQualification(manager.ctx, {
    ...stated(paper('JY_LICENSE')),
    validTo: '2026-02-28',
    reason: '发证机关注销公告，有效期提前终止',
  });
  expect((await ask(delivered, 'OIL.VEG', deliveredAt)).faults).toEqual([]);
  expect((await ask(delivered)).faults).toMatchObject([{ code: 'licence-expired', validTo: '2026-02-28' }]);
  // Between the two instants the new version is not yet known, at its own instant it is.
  expect((await ask(delivered, 'OIL.VEG', '2026-03-10T02:59:59.999Z')).faults).toEqual([]);
  expect((await ask(delivered, 'OIL.VEG', '2026-03-10T03:00:00.000Z')).faults).toHaveLength(1);

  expect(await recordOf(t, corrected.recordId)).toMatchObject({
    type: 'qualification-recorded',
    replaces: paper('JY_LICENSE').recordId,
    reason: '发证机关注销公告，有效期提前终止',
  });
});

test('SUP-07: an exit that was told of later was not known before', async () => {
  const { ask, manager, supplier } = await setting();
  t.clock.set('2026-03-10T03:00:00.000Z');
  await exitSupplier(manager.ctx, { supplierId: supplier.id, reason: '停业', exitedOn: '2026-03-02' });
  expect((await ask('2026-03-03', 'OIL.VEG', '2026-03-10T02:59:59.999Z')).faults).toEqual([]);
  expect((await ask('2026-03-03', 'OIL.VEG', '2026-03-10T03:00:00.000Z')).faults).toEqual([
    { ruleId: 'RCV-08', code: 'exited' },
  ]);
});

test('what was recorded after the fact was not known before', async () => {
  const { ask, manager, supplier } = await setting({ scope: ['VEG.LEAF'] });
  const before = t.clock.now();
  t.clock.advance(60_000);
  await addQualification(manager.ctx, {
    supplierId: supplier.id,
    kind: 'JY_LICENSE',
    number: operationLicence(),
    issuer: '浦东新区市场监督管理局',
    validFrom: '2024-01-01',
    validTo: '2028-12-31',
  });
  const codes = async (asKnownAt?: string) =>
    (await ask('2026-02-10', 'OIL.VEG', asKnownAt)).faults.map(({ code }) => code);
  expect(await codes(before)).toEqual(['out-of-scope', 'licence-missing']);
  expect(await codes()).toEqual(['out-of-scope']);
});

test('a revoked licence is valid on no day', async () => {
  const { ask, manager, paper } = await setting();
  await correctQualification(manager.ctx, {
    ...stated(paper('JY_LICENSE')),
    status: 'revoked',
    reason: '登记机关吊销',
  });
  expect((await ask()).faults).toMatchObject([{ code: 'licence-missing' }]);
});

const stated = (paper: { id: string; kind: string; number: string }) => ({
  qualificationId: paper.id,
  kind: paper.kind,
  number: paper.number,
  issuer: '市场监督管理局',
  validFrom: '2024-01-01',
  validTo: '2028-12-31',
});
