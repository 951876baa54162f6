import { afterAll, beforeAll, expect, test } from 'vitest';
import { listFindings } from '#services/findings/list-findings.ts';
import { newId } from '#services/ids.ts';
import { cookDish } from '#services/kitchen/index.ts';
import { addCabinet, takeSample } from '#services/samples/index.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, pork, receivedDelivery } from '#tests/support/batches.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { servedLunch } from '#tests/support/trace.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Two schools: at one pork came too warm, at the other nobody measured it. */
async function twoSchools() {
  const district = await t.district();
  const one = await canteen(district);
  const other = await canteen(district, { schoolName: '第二小学' });
  const warm = await receivedDelivery(one, { lines: [pork({ surfaceTemperatureMilliC: 9200 })] });
  await receivedDelivery(other, { lines: [pork({ surfaceTemperatureMilliC: undefined })] });
  const inspector = await district.person('inspector');
  return { district, one, other, inspector, warmLot: warm.lots[0]!.lotId };
}

/** Findings that nothing in a test district brings about. */
async function storedFindings(districtId: string, schoolId: string, ruleId: string, count: number) {
  const raisedAt = t.clock.now();
  const rows = Array.from({ length: count }, () => ({
    districtId,
    id: newId(raisedAt),
    ruleId,
    severity: 'finding' as const,
    subjectKind: 'school',
    subjectId: schoolId,
    schoolId,
    data: JSON.stringify({ breach: 'missing', evidence: [schoolId] }),
    packHash: t.rules.hash,
    raisedAt,
    judgedRecordId: schoolId,
    recordId: schoolId,
  }));
  await t.owner.insertInto('findings').values(rows).execute();
}

const found = ({ findings }: Awaited<ReturnType<typeof listFindings>>) =>
  findings.map(({ breach, school }) => `${breach} ${school?.name}`).toSorted();

test('an inspector sees what was found at every school, or at one, or by one rule', async () => {
  const { one, inspector, warmLot } = await twoSchools();
  const all = await listFindings(inspector.ctx, { ruleId: 'RCV-06' });
  expect(found(all)).toEqual(['above-limit 实验小学', 'not-measured 第二小学']);
  expect(all.counts).toContainEqual({ ruleId: 'RCV-06', count: 2 });
  const warm = all.findings.find(({ breach }) => breach === 'above-limit');
  expect(warm).toMatchObject({
    subject: { kind: 'lot', id: warmLot, name: '冷鲜猪后腿' },
    data: { temperatureMilliC: 9200 },
    rulesHash: t.rules.hash,
  });
  const atOne = await listFindings(inspector.ctx, { schoolId: one.schoolId, ruleId: 'RCV-06' });
  expect(found(atOne)).toEqual(['above-limit 实验小学']);
  expect(found(await listFindings(inspector.ctx, { ruleId: 'SMP-01' }))).toEqual([]);
  expect(found(await listFindings(inspector.ctx, { to: '2020-01-01' }))).toEqual([]);
});

test('a school sees its own and asks for no other; purchases are for those who may read them', async () => {
  const { district, one, other, inspector } = await twoSchools();
  const own = await listFindings(one.manager.ctx, {});
  // Of suppliers, what both schools should know.
  expect(found(own)).toEqual(['above-limit 实验小学', 'related undefined']);
  const foreign = listFindings(one.manager.ctx, { schoolId: other.schoolId });
  await expect(foreign).rejects.toMatchObject({ code: 'forbidden' });
  await storedFindings(district.districtId, one.schoolId, 'P832-01', 1);
  const auditor = await district.person('auditor');
  expect((await listFindings(auditor.ctx, { ruleId: 'P832-01' })).findings).toHaveLength(1);
  expect((await listFindings(inspector.ctx, { ruleId: 'P832-01' })).findings).toEqual([]);
});

test('many findings come a page at a time, none twice, and the figures count them all', async () => {
  const { district, one, inspector } = await twoSchools();
  await storedFindings(district.districtId, one.schoolId, 'SMP-01', 120);
  const first = await call(t, 'GET /api/v1/findings?ruleId=SMP-01', { as: inspector });
  expect(first).toMatchObject({ status: 200, body: { next: expect.any(String) } });
  expect(first.body.counts).toContainEqual({ ruleId: 'SMP-01', count: 120 });
  const rest = await call(t, `GET /api/v1/findings?ruleId=SMP-01&after=${first.body.next}`, {
    as: inspector,
  });
  const ids = [...first.body.findings, ...rest.body.findings].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(120);
  expect(rest.body.next).toBeUndefined();
  const wrong = await call(t, 'GET /api/v1/findings?ruleId=nonsense', { as: inspector });
  expect(wrong.status).toBe(422);
});

test('the page names rule, facts with their units and school, and leads to the lot', async () => {
  const { one, inspector, warmLot } = await twoSchools();
  const visit = await visitor(t, inspector);
  const { page } = await visit.open('/findings');
  expect(page).toContain('实测 9.2 ℃');
  expect(page).toContain(`<a href="/trace/${warmLot}">`);
  expect(page).toMatch(/RCV-06<\/span> 到货温度 · 2</);
  expect((await visit.open(`/trace/${warmLot}`)).status).toBe(200);
  const english = await visit.open(`/findings?schoolId=${one.schoolId}&ruleId=&from=nonsense`, {
    'accept-language': 'en',
  });
  expect(english.page).toContain('measured 9.2 ℃');
  expect((await visit.open('/findings?from=2020-01-01&to=2020-01-31')).page).toContain('没有核查发现');
  const receiver = await visitor(t, one.receiver);
  expect((await receiver.open('/findings')).status).toBe(403);
});

test('a dish that is banned for the kind of school is found by what it is, and by its name', async () => {
  const kitchen = await testKitchen(t);
  const { id: lotId } = await kitchen.issued({ quantityGrams: 3_000 });
  const dish = { mealKind: 'lunch' as const, inputs: [{ lotId, grams: 1_000 }] };
  const { ctx } = kitchen.receiver;
  await cookDish(ctx, { ...dish, name: '凉拌番茄', traits: ['cold'] });
  await cookDish(ctx, { ...dish, name: '干煸四季豆' });
  await cookDish(ctx, { ...dish, name: '番茄汤' });
  const { page } = await (await visitor(t, kitchen.manager)).open('/findings?ruleId=RCV-07');
  expect(page).toMatch(/RCV-07<\/span> 禁用食品 · 2</);
  expect(page).toMatch(/名称与禁用食品相同[\s\S]*批次 干煸四季豆[\s\S]*品项 四季豆/);
  expect(page).toMatch(/属于禁用食品[\s\S]*批次 凉拌番茄[\s\S]*品项 冷食/);
});

test('the page looks at a year at most, and says so', async () => {
  const { inspector } = await twoSchools();
  const visit = await visitor(t, inspector);
  const said = '一次最多查询366天，已从2025-03-02开始查询。';
  const { page } = await visit.open('/findings?from=2025-03-01&to=2026-03-02');
  expect(page).toContain(said);
  expect(page).toContain('name="from" type="date" value="2025-03-02"');
  expect((await visit.open('/findings?from=2025-03-02&to=2026-03-02')).page).not.toContain('一次最多');
  const english = await visit.open('/findings?from=1900-01-01&to=2026-03-02', { 'accept-language': 'en' });
  expect(english.page).toContain('366 days at most are looked at; these begin on 2025-03-02.');
});

test('dishes whose sample is due and missing are listed until it is there, without anybody writing', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const { rice: dish } = await servedLunch(t, at);
  const person = await district.person('inspector');
  const early = await visitor(t, person);
  expect((await early.open('/findings')).page).not.toContain('应留样而未留样');
  t.clock.advance(3_600_000);
  // A session does not outlast an hour without use.
  const inspector = await visitor(t, person);
  const { page } = await inspector.open('/findings');
  expect(page).toMatch(/应留样而未留样 · 1<\/h2>/);
  expect(page).toContain(`实验小学 · <a href="/trace/${dish.id}">米饭</a>`);
  const elsewhere = await canteen(district, { schoolName: '第二小学' });
  const foreign = await visitor(t, elsewhere.manager);
  expect((await foreign.open('/findings')).page).not.toContain('应留样而未留样');
  const { id: cabinetId } = await addCabinet(at.manager.ctx, { name: '补留柜' });
  await takeSample(at.receiver.ctx, { dishId: dish.id, grams: 150, cabinetId, container: 'B-01' });
  expect((await inspector.open('/findings')).page).not.toContain('应留样而未留样');
});
