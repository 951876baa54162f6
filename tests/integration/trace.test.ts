import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Trace } from '#schemas/trace.ts';
import { transferLot } from '#services/kitchen/index.ts';
import { discardSample } from '#services/samples/index.ts';
import { call, type Person, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, pork, receivedLot } from '#tests/support/batches.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { servedLunch } from '#tests/support/trace.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const traced = async (as: Person, lot: string, query = ''): Promise<Trace> => {
  const { status, body } = await call(t, `GET /api/v1/trace/lots/${lot}${query}`, { as });
  expect(status).toBe(200);
  return body;
};
const names = ({ nodes }: Trace) => nodes.map(({ name }) => name).sort();
const names2 = (trace: Trace, kind: string) =>
  trace.nodes.flatMap((node) => (node.kind === kind ? [node.name] : [])).sort();
const supplierLotOf = (trace: Trace, name: string) =>
  trace.nodes.find((node) => node.kind === 'supplier-lot' && node.name === name)!;

/** A canteen that served its lunch, and an inspector. */
async function lunch() {
  const district = await t.district();
  const at = await canteen(district);
  return { at, district, inspector: await district.person('inspector'), ...(await servedLunch(t, at)) };
}

test('a meal goes back through dish, semi-finished good and delivery to the supplier’s lots', async () => {
  const { at, inspector, meal, porkDish, slices, meat } = await lunch();
  const trace = await traced(inspector, meal.code);
  expect(names2(trace, 'dish')).toEqual(['滑肉片', '米饭']);
  expect(names2(trace, 'prepared')).toEqual(['米', '米', '肉片（上浆）']);
  expect(names2(trace, 'delivery')).toEqual(['冷鲜猪后腿', '粳米', '粳米']);
  expect(names2(trace, 'supplier-lot')).toEqual(['冷鲜猪后腿', '粳米', '粳米']);
  expect(trace).toMatchObject({ start: meal.id, direction: 'back', truncated: 0, outsideScope: 0 });
  expect(trace.nodes[0]).toMatchObject({ kind: 'meal', meal: { kind: 'lunch', diners: 780 } });

  const delivered = trace.nodes.find(({ id }) => id === meat.lotId)!;
  expect(delivered).toMatchObject({
    code: meat.code,
    school: { id: at.schoolId, name: '实验小学' },
    supplier: { name: at.supplier.name, creditCode: at.supplier.creditCode },
    supplierLot: 'P260301-A',
    producedOn: '2026-03-01',
    expiresOn: '2026-03-06',
    quantityGrams: 25_000,
    remainingGrams: 0,
    noteNumber: expect.stringMatching(/^SH-/),
    people: [
      { act: 'signed', role: 'receiver', name: '王敏' },
      { act: 'signed', role: 'manager', name: '李建国' },
    ],
  });
  expect(delivered.papers.map(({ kind, name, number }) => [kind, name, number])).toContainEqual([
    'AQ_PRODUCT',
    expect.stringContaining('检疫'),
    '3100238841',
  ]);
  expect(trace.links).toContainEqual({
    from: meat.lotId,
    to: slices.id,
    event: 'preparation',
    at: expect.any(String),
    quantityGrams: 25_000,
    recordId: slices.recordId,
  });
  expect(trace.links).toContainEqual(
    expect.objectContaining({ from: slices.id, to: porkDish.id, event: 'cooking', quantityGrams: 25_000 }),
  );
  expect(trace.nodes.find(({ id }) => id === porkDish.id)).toMatchObject({ dish: { mealKind: 'lunch' } });
});

test('a supplier’s lot goes forward to schools, meals and diners, and what left a vessel earlier is not in it', async () => {
  const { inspector, meal, secondRice, congee, bin, rice, topped } = await lunch();
  const back = await traced(inspector, meal.id);
  const lateLot = back.nodes.find(
    ({ kind, supplierLot }) => kind === 'supplier-lot' && supplierLot === 'R2512',
  )!;
  const forward = await traced(inspector, lateLot.id, '?direction=forward');
  expect(forward.nodes.map(({ id }) => id)).toEqual([
    lateLot.id,
    secondRice.lotId,
    topped.id,
    rice.id,
    meal.id,
  ]);
  expect(forward.counts).toMatchObject({
    lots: { 'supplier-lot': 1, delivery: 1, prepared: 1, dish: 1, meal: 1 },
    schools: 1,
    suppliers: 1,
    meals: 1,
    diners: 780,
    bySchool: [{ name: '实验小学', lots: { dish: 1, meal: 1 }, diners: 780 }],
  });
  // The congee was taken out of the bin before it was topped up; the lot in the bin had ended by then.
  expect((await traced(inspector, congee.code)).nodes.map(({ id }) => id)).not.toContain(secondRice.lotId);
  expect((await traced(inspector, bin.code, '?direction=forward')).nodes.map(({ id }) => id)).toContain(
    congee.id,
  );
});

test('a closed lot in between hides nothing, and the same lot is told the same way wherever the walk began', async () => {
  const { at, inspector, meat, slices, porkDish, sample, meal } = await lunch();
  const fromMeat = await traced(inspector, meat.lotId, '?direction=forward');
  expect(fromMeat.nodes.map(({ id }) => id)).toEqual([
    meat.lotId,
    slices.id,
    porkDish.id,
    sample.id,
    meal.id,
  ]);
  expect(fromMeat.nodes[3]).toMatchObject({
    sample: { dueAt: sample.dueAt, discardedAt: null, container: 'A-01' },
  });
  expect(fromMeat.counts).toMatchObject({ samplesKept: 1, bySchool: [{ samplesKept: 1 }] });
  expect(fromMeat.nodes[1]).toMatchObject({ status: 'closed', remainingGrams: 0 });
  const fromMeal = await traced(inspector, meal.id);
  for (const id of [meat.lotId, slices.id, porkDish.id, meal.id]) {
    expect(fromMeal.nodes.find((node) => node.id === id)).toEqual(
      fromMeat.nodes.find((node) => node.id === id),
    );
  }
  t.clock.advance(48 * 3_600_000);
  const witness = { username: at.manager.username, pin };
  await discardSample(at.receiver.ctx, { sampleId: sample.id, reason: '留样期满', witness });
  expect((await traced(inspector, meat.lotId, '?direction=forward')).counts).toMatchObject({
    samplesKept: 0,
  });
});

test('each lot carries how far its proof has come, and a changed record shows as failed', async () => {
  const { inspector, meat, porkDish, slices } = await lunch();
  const state = async (id: string) =>
    (await traced(inspector, porkDish.id)).nodes.find((node) => node.id === id)!.proof;
  expect(await state(porkDish.id)).toMatchObject({ state: 'pending', recordId: porkDish.recordId });
  await sequence(t);
  expect(await state(porkDish.id)).toMatchObject({ state: 'sequenced', recordedAt: expect.any(String) });
  await anchor(t);
  expect(await state(porkDish.id)).toMatchObject({
    state: 'anchored',
    ledger: 'fabric-development',
    witness: 'none',
    organisations: 2,
    anchoredAt: expect.any(String),
  });
  expect(supplierLotOf(await traced(inspector, porkDish.id), '冷鲜猪后腿').proof).toMatchObject({
    state: 'none',
    recordId: null,
  });
  const tamper = async (recordId: string, from: string, to: string) => {
    const { owner } = t;
    await owner.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update records set canonical = replace(canonical, ${from}, ${to}) where id = ${recordId}`.execute(
        tx,
      );
    });
  };
  await tamper(meat.recordId, '3100238841', '3100238842');
  expect(await state(meat.lotId)).toEqual({
    state: 'failed',
    recordId: meat.recordId,
    recordedAt: null,
    anchoredAt: null,
    ledger: null,
    witness: null,
    organisations: null,
  });
  expect(await state(slices.id)).toMatchObject({ state: 'anchored' });
});

test('a cut answer says how much it leaves out, and counts everything', async () => {
  const { inspector, meal } = await lunch();
  const whole = await traced(inspector, meal.id);
  const cut = await traced(inspector, meal.id, '?limit=4');
  expect(cut.nodes).toEqual(whole.nodes.slice(0, 4));
  expect(cut.truncated).toBe(whole.nodes.length - 4);
  expect(cut.counts).toEqual(whole.counts);
  const shown = new Set(cut.nodes.map(({ id }) => id));
  expect(cut.links).not.toEqual([]);
  expect(cut.links.every(({ from, to }) => shown.has(from) && shown.has(to))).toBe(true);
  const refused = await call(t, `GET /api/v1/trace/lots/${meal.id}?limit=0`, { as: inspector });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/limit' }] } });
});

test('a school sees its own lots and what they came from, not where a shared origin went elsewhere', async () => {
  const district = await t.district();
  const one = await canteen(district, { schoolName: '甲校' });
  const two = await canteen(district, { schoolName: '乙校' });
  const own = await receivedLot(one, pork());
  const inspector = await district.person('inspector');
  const supplierLot = supplierLotOf(await traced(inspector, own.code), '冷鲜猪后腿');
  await transferLot(one.receiver.ctx, { lotId: own.lotId, grams: 1_000, toSchoolId: two.schoolId });

  const all = await traced(inspector, supplierLot.id, '?direction=forward');
  expect(all.counts.schools).toBe(2);
  const seen = await traced(one.manager, supplierLot.id, '?direction=forward');
  expect(seen.counts.bySchool.map(({ name }) => name)).toEqual(['甲校']);
  expect(seen.outsideScope).toBe(1);
  const theirs = all.nodes.find(({ school }) => school?.name === '乙校')!;
  // The second school traces its lot back through the first one's, and may not ask forward from there for others.
  const back = await traced(two.manager, theirs.code!);
  expect(back.nodes.map(({ school }) => school?.name)).toEqual(['乙校', '甲校', undefined]);
  expect(back.nodes.find(({ school }) => school?.name === '甲校')!.people[0]!.name).toBe('王*');
  const stranger = await (await t.district()).person('inspector');
  expect(await call(t, `GET /api/v1/trace/lots/${own.code}`, { as: stranger })).toMatchObject({
    status: 404,
  });
  expect(await call(t, `GET /api/v1/trace/lots/${theirs.code}`, { as: one.manager })).toMatchObject({
    status: 404,
  });
});

test('names are masked but for inspectors and the school’s own managers', async () => {
  const { at, district, inspector, meat } = await lunch();
  const nameSeenBy = async (as: Person) =>
    (await traced(as, meat.code)).nodes[0]!.people.map(({ name }) => name);
  expect(await nameSeenBy(inspector)).toEqual(['王敏', '李建国']);
  expect(await nameSeenBy(at.manager)).toEqual(['王敏', '李建国']);
  expect(await nameSeenBy(at.receiver)).toEqual(['王*', '李*']);
  expect(await nameSeenBy(await district.person('auditor'))).toEqual(['王*', '李*']);
  const supplier = await district.person('supplier', { supplierId: at.supplier.id });
  expect(await nameSeenBy(supplier)).toEqual(['王*', '李*']);
});

test('a supplier sees its lots up to the school’s door, and nothing of what is left there', async () => {
  const { at, district, meat, meal, porkDish } = await lunch();
  const supplier = await district.person('supplier', { supplierId: at.supplier.id });
  const forward = await traced(supplier, meat.code, '?direction=forward');
  expect(forward.nodes.map(({ id, remainingGrams }) => [id, remainingGrams])).toEqual([[meat.lotId, null]]);
  expect(forward.outsideScope).toBe(4);
  expect(names(await traced(supplier, meat.code))).toEqual(['冷鲜猪后腿', '冷鲜猪后腿']);
  for (const lot of [meal.code, porkDish.id])
    expect(await call(t, `GET /api/v1/trace/lots/${lot}`, { as: supplier })).toMatchObject({ status: 404 });
  const elsewhere = await canteen(district, { schoolName: '别的小学' });
  const other = await district.person('supplier', { supplierId: elsewhere.supplier.id });
  expect(await call(t, `GET /api/v1/trace/lots/${meat.code}`, { as: other })).toMatchObject({ status: 404 });
});

test('the spreadsheet has what the page has: a line a lot, guarded against formulas', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const lot = await receivedLot(at, pork({ goodsName: '=cmd|猪', supplierLot: '-1+2' }));
  const path = `/api/v1/trace/lots/${lot.code}/trace.csv`;
  const answer = await t.app.request(`https://shansu.test${path}`, {
    headers: { authorization: `Bearer ${at.manager.token}` },
  });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
  expect(text.startsWith('\uFEFF环节,名称,证明,')).toBe(true);
  const [, first = '', second = ''] = text.split('\r\n');
  expect(first).toMatch(/^进货,'=cmd\|猪,待上链,在用,实验小学,/);
  expect(first).toContain(",'-1+2,");
  expect(first).toContain(`,25,2026-03-06,${lot.code},`);
  expect(second).toContain('供货批次');
  expect(await call(t, `GET ${path.replace(lot.code, 'nothing')}`, { as: at.manager })).toMatchObject({
    status: 404,
  });
  expect(await call(t, `GET ${path}?direction=up`, { as: at.manager })).toMatchObject({ status: 422 });
  await call(t, `GET ${path}`, { as: at.manager });
});
