import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#services/ids.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { completed, orderOf, purchasingDistrict } from '#tests/support/purchases.ts';
import { recordOf } from '#tests/support/records.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const outcomes = (body: { lines: { outcome: string }[] }) => body.lines.map(({ outcome }) => outcome);
const nothing = () => newId(t.clock.now());

async function countedBy(lineNo: string) {
  const rows = await t.owner
    .selectFrom('purchaseFacts')
    .innerJoin('orderLines', 'orderLines.id', 'purchaseFacts.lineId')
    .select(['unitId', 'fen'])
    .where('orderNo', '=', lineNo)
    .where('measure', '=', 'counted')
    .execute();
  return Object.fromEntries(rows.map(({ unitId, fen }) => [unitId, fen]));
}

test('an order that two units claim goes to the queue and counts once', async () => {
  const d = await purchasingDistrict(t);
  await d.record(d.manager, orderOf(d.east, 'q-1', completed));
  const claim = orderOf(d.west, 'q-1', completed);
  expect(outcomes((await d.record(d.westManager, claim)).body)).toEqual(['contested']);
  expect(outcomes((await d.record(d.westManager, claim)).body)).toEqual(['contested']);
  const { body: queue } = await d.get(d.auditor, 'claims');
  expect(queue).toMatchObject([
    { orderNo: 'q-1', conflict: 'other-unit', schoolId: d.west, heldBySchoolId: d.east, decision: null },
  ]);
  expect((await d.get(d.manager, 'claims')).body).toHaveLength(1);
  const { id: elsewhere } = await d.school('南校');
  const uninvolved = await d.person('manager', { schoolId: elsewhere });
  expect((await d.get(uninvolved, 'claims')).body).toEqual([]);
  expect(await countedBy('q-1')).toEqual({ [d.east]: 400_000 });
});

test('a decision keeps the order or gives it to the claimant, once', async () => {
  const d = await purchasingDistrict(t);
  await d.record(d.manager, orderOf(d.east, 'q-2', completed), orderOf(d.east, 'q-3', completed));
  await d.record(d.westManager, orderOf(d.west, 'q-2', completed), orderOf(d.west, 'q-3', completed));
  const { body: queue } = await d.get(d.auditor, 'claims');
  const claimOf = (orderNo: string) => queue.find((claim: { orderNo: string }) => claim.orderNo === orderNo);
  const decide = (orderNo: string, decision: string) =>
    d.post(d.auditor, `claims/${claimOf(orderNo).id}/decision`, { decision, reason: '经核对平台账户' });
  expect((await decide('q-2', 'keep')).status).toBe(201);
  expect((await decide('q-3', 'reassign')).status).toBe(201);
  expect((await decide('q-3', 'keep')).status).toBe(409);
  expect(await countedBy('q-2')).toEqual({ [d.east]: 400_000 });
  expect(await countedBy('q-3')).toEqual({ [d.west]: 400_000 });
  const { body } = await d.get(d.westManager, 'lines');
  expect(body.lines).toMatchObject([{ orderNo: 'q-3', schoolId: d.west }]);
});

test('one order is never both 832 and farm-to-school', async () => {
  const d = await purchasingDistrict(t);
  await d.record(
    d.manager,
    orderOf(d.east, 'q-4', completed),
    orderOf(d.east, 'q-4', { ...completed, lineNo: 2 }),
  );
  const other = orderOf(d.east, 'q-4', { ...completed, platform: 'farm-to-school' });
  expect(outcomes((await d.record(d.manager, other)).body)).toEqual(['contested']);
  const [claim] = (await d.get(d.auditor, 'claims')).body;
  expect(claim).toMatchObject({
    conflict: 'other-platform',
    platform: 'farm-to-school',
    heldOnPlatform: '832',
  });
  const decision = { decision: 'reassign', reason: '实为农校对接' };
  expect((await d.post(d.auditor, `claims/${claim.id}/decision`, decision)).status).toBe(201);
  const { body } = await d.get(d.manager, 'lines?orderNo=q-4');
  expect(body.lines.map((line: { eligibility: string }) => line.eligibility)).toEqual([
    'other-platform',
    'other-platform',
  ]);
});

test('what is contested is not decided by a school, and not twice over nothing', async () => {
  const d = await purchasingDistrict(t);
  const decision = { decision: 'keep', reason: '试' };
  expect((await d.post(d.manager, `claims/${nothing()}/decision`, decision)).status).toBe(403);
  expect((await d.post(d.auditor, `claims/${nothing()}/decision`, decision)).status).toBe(404);
});

const contractor = { channel: 'contractor', contractor: { name: '某餐饮公司' } } as const;

test('a contractor’s order for several schools counts nowhere until it is shared out, then to the fen', async () => {
  const d = await purchasingDistrict(t);
  const { id: third } = await d.school('第三校');
  const odd = {
    ...completed,
    accepted: { ...completed.accepted, fen: 100 },
    paid: { ...completed.paid, fen: 100 },
  };
  const line = orderOf(d.east, 'k-1', { ...contractor, ...odd, orderedFen: 100, forSeveralSchools: true });
  await d.record(d.manager, line);
  expect(await countedBy('k-1')).toEqual({ null: 100 });
  const shares = (...parts: number[]) =>
    [d.east, d.west, third].map((schoolId, i) => ({ schoolId, basisPoints: parts[i] as number }));
  const allocate = (body: object) => d.post(d.auditor, 'allocations', { orderNo: 'k-1', ...body });
  expect((await allocate({ shares: shares(5_000, 3_000, 1_000) })).status).toBe(422);
  expect(await countedBy('k-1')).toEqual({ null: 100 });
  expect((await allocate({ shares: shares(3_334, 3_333, 3_333) })).body).toMatchObject({ lines: 1 });
  expect(await countedBy('k-1')).toEqual({ [d.east]: 34, [d.west]: 33, [third]: 33 });
  expect((await allocate({ shares: shares(5_000, 4_000, 1_000) })).body.errors).toMatchObject([
    { pointer: '/reason' },
  ]);
  expect((await allocate({ shares: shares(5_000, 4_000, 1_000), reason: '按就餐人次重算' })).status).toBe(
    201,
  );
  expect(await countedBy('k-1')).toEqual({ [d.east]: 50, [d.west]: 40, [third]: 10 });
  expect((await d.get(d.westManager, 'lines')).body.lines).toHaveLength(1);
});

test('shares name each school once, known ones, of an order that is there', async () => {
  const d = await purchasingDistrict(t);
  const allocate = (orderNo: string, ...schools: string[]) =>
    d.post(d.auditor, 'allocations', {
      orderNo,
      shares: schools.map((schoolId) => ({ schoolId, basisPoints: 10_000 / schools.length })),
    });
  expect((await allocate('k-2', d.east)).status).toBe(404);
  await d.record(d.manager, orderOf(d.east, 'k-2', { ...contractor, forSeveralSchools: true }));
  expect((await allocate('k-2', d.east, d.east)).status).toBe(422);
  expect((await allocate('k-2', d.east, nothing())).status).toBe(422);
  expect((await d.post(d.manager, 'allocations', {})).status).toBe(403);
});

const filing = (schoolId: string, more: object = {}) => ({
  schoolId,
  year: 2025,
  canteenStatus: 'own',
  declaredFoodFen: 120_000_000,
  ratioBasisPoints: 1_000,
  reservedFen: 12_000_000,
  ...more,
});

test('a unit files once a year; a correction takes the place of its filing', async () => {
  const d = await purchasingDistrict(t);
  const { status, body } = await d.post(d.manager, 'filings', filing(d.east));
  expect(status).toBe(201);
  expect((await d.post(d.manager, 'filings', filing(d.east))).status).toBe(409);
  const path = `filings/${body.id}/corrections`;
  const correction = { filing: filing(d.east, { reservedFen: 13_000_000 }), reason: '主管部门退回' };
  const corrected = await d.post(d.manager, path, correction);
  expect(corrected.status).toBe(201);
  expect((await d.post(d.manager, path, correction)).status).toBe(409);
  expect((await d.get(d.auditor, 'filings?year=2025')).body).toMatchObject([
    { id: corrected.body.id, reservedFen: 13_000_000 },
  ]);
  const otherYear = { ...correction, filing: filing(d.east, { year: 2024 }) };
  expect((await d.post(d.manager, `filings/${corrected.body.id}/corrections`, otherYear)).status).toBe(422);
  expect((await d.post(d.manager, `filings/${nothing()}/corrections`, correction)).status).toBe(404);
  expect(await recordOf(t, corrected.body.recordId)).toMatchObject({
    type: 'reserve-filed',
    unit: '东校',
    reservedFen: 13_000_000,
    reason: '主管部门退回',
    replaces: body.recordId,
  });
});

test('a reserve below the floor is recorded with a finding (P832-01)', async () => {
  const d = await purchasingDistrict(t);
  const low = filing(d.east, { ratioBasisPoints: 900, reservedFen: 10_800_000 });
  const { body } = await d.post(d.manager, 'filings', low);
  const findings = await t.owner
    .selectFrom('findings')
    .selectAll()
    .where('subjectId', '=', body.id)
    .execute();
  expect(findings.map(({ ruleId, data }) => [ruleId, (data as { breach: string }).breach]).sort()).toEqual([
    ['P832-01', 'below-limit'],
    ['P832-01', 'reserve-short'],
  ]);
});

test.for([
  ['a shared canteen without the unit that files for it', { canteenStatus: 'shared' }],
  ['a reserve without a canteen', { canteenStatus: 'none' }],
  ['an own canteen without a food total', { declaredFoodFen: 0 }],
  ['the year before the programme', { year: 2020 }],
  ['the future', { filedAt: '2030-01-01T00:00:00Z' }],
] as const)('%s is no filing', async ([, more]) => {
  const d = await purchasingDistrict(t);
  expect((await d.post(d.manager, 'filings', filing(d.east, more))).status).toBe(422);
});

test('who covers others is not covered itself', async () => {
  const d = await purchasingDistrict(t);
  const covered = { canteenStatus: 'shared', declaredFoodFen: 0, ratioBasisPoints: 0, reservedFen: 0 };
  const shared = (schoolId: string, representedById: string) =>
    filing(schoolId, { ...covered, representedById });
  expect((await d.post(d.manager, 'filings', shared(d.east, d.east))).status).toBe(422);
  expect((await d.post(d.manager, 'filings', shared(d.east, nothing()))).status).toBe(422);
  expect((await d.post(d.manager, 'filings', shared(d.east, d.west))).status).toBe(201);
  expect((await d.post(d.westManager, 'filings', shared(d.west, d.east))).status).toBe(422);
  const { id: third } = await d.school('第三校');
  expect((await d.post(d.westManager, 'filings', shared(d.west, third))).body.errors).toEqual([
    { pointer: '/canteenStatus', detail: 'files-for-others' },
  ]);
});

test('a school files for itself alone', async () => {
  const d = await purchasingDistrict(t);
  expect((await d.post(d.westManager, 'filings', filing(d.east))).status).toBe(403);
  await d.post(d.manager, 'filings', filing(d.east));
  expect((await d.get(d.westManager, 'filings?year=2025')).body).toEqual([]);
  expect((await d.get(d.westManager, 'filings')).status).toBe(422);
});
