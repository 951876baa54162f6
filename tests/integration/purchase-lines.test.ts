import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#services/ids.ts';
import { amountsAt, factsOf } from '#services/purchases/algebra.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { completed, orderOf, purchasingDistrict } from '#tests/support/purchases.ts';
import { recordsAbout } from '#tests/support/records.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

test('a line is recorded with its county, as facts that last', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-1', completed));
  expect((await d.get(d.manager, `lines/${id}`)).body).toMatchObject({
    id,
    eligibility: 'eligible',
    county: {
      outcome: 'in',
      reason: 'code',
      basis: 'order',
      code: '341524',
      province: '安徽省',
      prefecture: '六安市',
      county: '金寨县',
      referenceHash: t.reference.hash,
    },
    amounts: { orderedFen: 400_000, acceptedFen: 400_000, paidFen: 400_000, countedFen: 400_000 },
  });
  const [record] = await recordsAbout(t, id);
  expect(record).toMatchObject({
    type: 'order-line-recorded',
    unit: '东校',
    orderNo: '832-1',
    supplier: { name: '金寨县山茶油专业合作社' },
    county: { county: '金寨县', listRows: expect.stringMatching(/^\d+$/) },
    goods: { name: '山茶油', code: 'OIL.VEG', className: '食用植物油' },
    ordered: { fen: 400_000, grams: 50_000 },
    evaluatedAt: completed.evaluatedAt,
  });
});

test('the same line again changes nothing, further states advance it', async () => {
  const d = await purchasingDistrict(t);
  const first = await d.record(d.manager, orderOf(d.east, '832-2'));
  const again = await d.record(d.manager, orderOf(d.east, '832-2'));
  expect(again.body.lines).toEqual([{ outcome: 'unchanged', id: first.body.lines[0].id }]);
  const further = await d.record(d.manager, orderOf(d.east, '832-2', completed));
  expect(further.body.lines[0].outcome).toBe('advanced');
  const types = (await recordsAbout(t, first.body.lines[0].id)).map(({ type, step }) => step ?? type);
  expect(types).toEqual(['order-line-recorded', 'accepted', 'paid', 'evaluated']);
});

test('the same line with another content is a conflict and changes nothing', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-3'));
  const other = orderOf(d.east, '832-3', { orderedFen: 1 });
  const { status, body } = await d.record(d.manager, orderOf(d.east, '832-3b'), other);
  expect(status).toBe(409);
  expect(body.errors).toEqual([{ pointer: '/lines/1/orderedFen', detail: 'differs-from-record' }]);
  expect((await d.get(d.manager, 'lines')).body.lines.map((line: { id: string }) => line.id)).toEqual([id]);
});

test('only the valid lines, when asked for, with the others named', async () => {
  const d = await purchasingDistrict(t);
  const bad = orderOf(d.east, '832-4', { goods: { name: '油', code: 'OIL.NONE' } });
  const early = orderOf(d.east, '832-5', { paid: { at: '2025-03-20T01:00:00.000Z', fen: 400_001 } });
  const lines = [bad, orderOf(d.east, '832-6'), early];
  expect(await d.post(d.manager, 'lines', { lines })).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/lines/0/goods/code' },
        { pointer: '/lines/2/paid/fen', detail: 'paid-exceeds-ordered' },
      ],
    },
  });
  const { status, body } = await d.post(d.manager, 'lines', { lines, onlyValid: true });
  expect(status).toBe(200);
  expect(body.lines.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'refused',
    'recorded',
    'refused',
  ]);
  expect(body.errors).toHaveLength(2);
});

test.for([
  [
    'a wrong check character',
    { supplier: { name: '某公司', creditCode: '91350100M000100Y44' } },
    '/lines/0/supplier/creditCode',
  ],
  ['the future', { orderedAt: '2027-01-01T00:00:00Z' }, '/lines/0/orderedAt'],
  ['a contractor without a name', { channel: 'contractor' as const }, '/lines/0/contractor'],
  ['several schools without a contractor', { forSeveralSchools: true }, '/lines/0/forSeveralSchools'],
  ['an order number with spaces', { orderNo: '8 3 2' }, '/lines/0/orderNo'],
] as const)('%s is 422 with its pointer', async ([, more, pointer]) => {
  const d = await purchasingDistrict(t);
  const { status, body } = await d.record(d.manager, orderOf(d.east, '832-7', more));
  expect(status).toBe(422);
  expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

test('outside the list, undecided, no food: recorded beside the totals, with a finding where the rule asks', async () => {
  const d = await purchasingDistrict(t);
  const supplier = { name: '甲公司' };
  const lines = [
    orderOf(d.east, 'x-1', { supplier: { ...supplier, countyCode: '310115' } }),
    orderOf(d.east, 'x-2', { supplier: { ...supplier, countyName: '城关区' } }),
    orderOf(d.east, 'x-3', { goods: { name: '毛巾' } }),
    orderOf(d.east, 'x-4', { platform: 'farm-to-school' }),
    orderOf(d.east, 'x-5', { supplier: { ...supplier, province: '青海', countyName: '冷湖行委' } }),
    orderOf(d.east, 'x-6', { supplier: { ...supplier, countyCode: '632803' } }),
  ];
  await d.record(d.manager, ...lines);
  const { body } = await d.get(d.manager, 'lines');
  const found = body.lines.map(
    (line: { orderNo: string; eligibility: string; county: { listRows?: string } }) => [
      line.orderNo,
      line.eligibility,
      line.county.listRows,
    ],
  );
  expect(found.sort()).toEqual([
    ['x-1', 'county-not-listed', undefined],
    ['x-2', 'county-undecided', undefined],
    ['x-3', 'goods-not-eligible', expect.any(String)],
    ['x-4', 'other-platform', expect.any(String)],
    ['x-5', 'eligible', '787'],
    ['x-6', 'eligible', '787+788'],
  ]);
  const findings = await t.owner
    .selectFrom('findings')
    .select(['ruleId', 'data'])
    .where('districtId', '=', d.districtId)
    .execute();
  expect(findings.map(({ data }) => (data as { breach: string }).breach).sort()).toEqual([
    'county-ambiguous',
    'county-not-listed',
  ]);
});

test('news may arrive in any order; a return may come before what it returns', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-8'));
  const steps = [
    { step: 'evaluated', at: completed.evaluatedAt },
    { step: 'paid', ...completed.paid },
    { step: 'accepted', ...completed.accepted },
  ];
  const back = { kind: 'return', at: '2025-04-02T01:00:00Z', fen: 40_000, grams: 5_000, reason: '破损' };
  expect((await d.post(d.manager, `lines/${id}/adjustments`, back)).status).toBe(201);
  for (const step of steps) {
    expect((await d.post(d.manager, `lines/${id}/steps`, step)).body).toEqual({ id, outcome: 'advanced' });
  }
  expect((await d.post(d.manager, `lines/${id}/steps`, steps[0])).body.outcome).toBe('unchanged');
  expect((await d.get(d.manager, `lines/${id}`)).body.amounts).toMatchObject({
    acceptedFen: 360_000,
    countedFen: 360_000,
    acceptedGrams: 45_000,
  });
  const otherwise = { ...steps[1], fen: 399_999 };
  expect((await d.post(d.manager, `lines/${id}/steps`, otherwise)).status).toBe(409);
});

test('more cannot be taken back than there was', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-9', completed));
  const adjust = (kind: string, fen: number, at = '2025-04-02T01:00:00Z') =>
    d.post(d.manager, `lines/${id}/adjustments`, { kind, at, fen, reason: '试' });
  expect((await adjust('return', 400_001)).status).toBe(422);
  expect((await adjust('refund', 400_001)).status).toBe(422);
  expect((await adjust('cancel', 1)).status).toBe(422);
  expect((await adjust('return', 1, '2025-03-04T01:00:00Z')).status).toBe(422);
  expect((await adjust('return', 400_000)).status).toBe(201);
  expect((await adjust('return', 1)).status).toBe(422);
});

test('a line is corrected by a record that replaces the last statement', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-10', completed));
  const line = orderOf(d.east, '832-11', {
    ...completed,
    supplier: { name: '乙公司', countyCode: '310115' },
  });
  const correction = { line, reason: '订单号与供货者录错' };
  const { status } = await d.post(d.manager, `lines/${id}/corrections`, correction);
  expect(status).toBe(201);
  expect((await d.get(d.manager, `lines/${id}`)).body).toMatchObject({
    orderNo: '832-11',
    eligibility: 'county-not-listed',
  });
  const [first, second] = await recordsAbout(t, id);
  expect(second).toMatchObject({ replaces: first.id, reason: '订单号与供货者录错', orderNo: '832-11' });
  // The number that it bore is free again, for any platform.
  const freed = orderOf(d.east, '832-10', { platform: 'farm-to-school' });
  expect((await d.record(d.manager, freed)).body.lines[0].outcome).toBe('recorded');
  const taken = { ...correction, line: { ...line, orderNo: '832-10' } };
  expect((await d.post(d.manager, `lines/${id}/corrections`, taken)).status).toBe(409);
  const elsewhere = { ...correction, line: { ...line, schoolId: d.west } };
  expect((await d.post(d.manager, `lines/${id}/corrections`, elsewhere)).status).toBe(422);
});

test('an adjustment is corrected, down to nothing', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-12', completed));
  const back = { kind: 'return', at: '2025-04-02T01:00:00Z', fen: 40_000, grams: 5_000, reason: '破损' };
  const { body } = await d.post(d.manager, `lines/${id}/adjustments`, back);
  const path = `adjustments/${body.id}/corrections`;
  const none = { at: back.at, fen: 0, reason: '未退货，误录' };
  expect((await d.post(d.manager, path, none)).status).toBe(201);
  expect((await d.get(d.manager, `lines/${id}`)).body.amounts.countedFen).toBe(400_000);
  expect((await d.post(d.manager, path, { ...none, fen: 400_001 })).status).toBe(422);
  const records = await recordsAbout(t, id);
  expect(records.at(-1)).toMatchObject({ type: 'order-line-adjusted', fen: 0, replaces: body.recordId });
});

test('what is not there is 404, what is another school’s 403', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-13'));
  const step = { step: 'evaluated', at: completed.evaluatedAt };
  const back = { kind: 'return', at: '2025-04-02T01:00:00Z', fen: 1, reason: '试' };
  const correction = { line: orderOf(d.east, '832-13'), reason: '试' };
  for (const [path, body] of [
    ['steps', step],
    ['adjustments', back],
    ['corrections', correction],
  ] as const) {
    expect((await d.post(d.manager, `lines/${newId(t.clock.now())}/${path}`, body)).status).toBe(404);
    expect((await d.post(d.westManager, `lines/${id}/${path}`, body)).status).toBe(403);
  }
  const readjust = { at: back.at, fen: 0, reason: '试' };
  expect((await d.post(d.manager, `adjustments/${id}/corrections`, readjust)).status).toBe(404);
  expect((await d.get(d.westManager, `lines/${id}`)).status).toBe(404);
  expect((await d.get(d.manager, 'lines/nonsense')).status).toBe(422);
  expect((await d.record(d.westManager, orderOf(d.east, '832-14'))).status).toBe(403);
  expect((await d.get(d.westManager, `lines?schoolId=${d.east}`)).status).toBe(403);
  expect((await d.get(d.auditor, `lines/${id}`)).status).toBe(200);
});

test('lines are listed page by page, and by year and number', async () => {
  const d = await purchasingDistrict(t);
  const numbers = ['p-1', 'p-2', 'p-3'];
  await d.record(d.manager, ...numbers.map((orderNo) => orderOf(d.east, orderNo)));
  const first = await d.get(d.manager, 'lines?limit=2');
  const second = await d.get(d.manager, `lines?limit=2&before=${first.body.next}`);
  const seen = [...first.body.lines, ...second.body.lines].map((line: { orderNo: string }) => line.orderNo);
  expect(seen.sort()).toEqual(numbers);
  expect(second.body.next).toBeUndefined();
  expect((await d.get(d.manager, 'lines?year=2024')).body.lines).toEqual([]);
  expect((await d.get(d.manager, 'lines?year=2025&orderNo=p-2')).body.lines).toHaveLength(1);
  expect((await d.get(d.manager, 'lines?year=1999')).status).toBe(422);
});

test('two at once record an order once', async () => {
  const d = await purchasingDistrict(t);
  const lines = Array.from({ length: 20 }, (_, i) => orderOf(d.east, `c-${i}`));
  const answers = await Promise.all([
    d.record(d.manager, ...lines),
    d.record(d.manager, ...lines.toReversed()),
    d.record(d.manager, ...lines),
  ]);
  const outcomes = answers.flatMap(({ body }) => body.lines.map((line: { outcome: string }) => line.outcome));
  expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(40);
});

test('the facts kept are the facts that the algebra derives', async () => {
  const d = await purchasingDistrict(t);
  const id = await d.recorded(d.manager, orderOf(d.east, '832-15', completed));
  const back = { kind: 'return', at: '2025-04-02T01:00:00.000Z', fen: 40_000, grams: 5_000, reason: '破损' };
  await d.post(d.manager, `lines/${id}/adjustments`, back);
  const history = {
    ordered: { at: '2025-03-01T01:00:00.000Z', fen: 400_000, grams: 50_000 },
    ...completed,
    adjustments: [{ kind: 'return' as const, at: back.at, fen: 40_000, grams: 5_000 }],
  };
  const kept = await t.owner
    .selectFrom('purchaseFacts')
    .selectAll()
    .where('lineId', '=', id)
    .orderBy('place')
    .execute();
  const columns = kept.map(({ districtId: _, lineId: __, place: ___, ...fact }) => fact);
  expect(columns).toEqual(factsOf(history, [{ unitId: d.east, weight: 1 }]));
  expect(amountsAt(history, t.clock.now()).countedFen).toBe(360_000);
});

test('an order is recorded for programs with a token alone', async () => {
  const d = await purchasingDistrict(t);
  const body = { lines: [orderOf(d.east, '832-16')] };
  expect((await call(t, 'POST /api/v1/purchases/lines', { body })).status).toBe(401);
});
