import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#services/ids.ts';
import { storePaper } from '#services/papers/index.ts';
import { supplierExpiryJob } from '#services/suppliers/index.ts';
import { call, type Person, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { creditCode, misprinted, operationLicence } from '#tests/support/codes.ts';
import { photograph } from '#tests/support/papers.ts';
import { newSupplier, qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function setting() {
  const d = await t.district();
  const [school, other] = [await d.school('甲校'), await d.school('乙校')];
  const manager = await d.person('manager', { schoolId: school.id });
  return {
    d,
    school,
    other,
    manager,
    inspector: () => d.person('inspector'),
    qualified: (more: Partial<Parameters<typeof qualifiedSupplier>[1]> = {}) =>
      qualifiedSupplier(d, { schoolId: school.id, manager, ...more }),
  };
}
const unknown = () => newId(t.clock.now());
const get = async (as: Person, path: string) => (await call(t, `GET /api/v1${path}`, { as })).body;
const post = (as: Person, path: string, body: unknown, headers = {}) =>
  call(t, `POST /api/v1${path}`, { as, body, headers });

const licence = (more = {}) => ({
  kind: 'JY_LICENSE',
  number: operationLicence(),
  issuer: '市场监督管理局',
  validFrom: '2024-01-01',
  validTo: '2028-12-31',
  ...more,
});

test('a supplier is registered, found by part of its name or code, and shown', async () => {
  const { manager } = await setting();
  const stated = { ...newSupplier(), name: '临江 100%_绿禾合作社', divisionCode: '340422' };
  const { status, body } = await post(manager, '/suppliers', stated);
  expect(status).toBe(201);
  for (const search of ['绿禾', '100%_', stated.creditCode.slice(4, 12).toLowerCase()]) {
    const { suppliers } = await get(manager, `/suppliers?search=${encodeURIComponent(search)}`);
    expect(suppliers).toMatchObject([
      { id: body.id, name: stated.name, county832: 'in', state: 'in-order', admittedSchools: 0 },
    ]);
  }
  expect((await get(manager, '/suppliers?search=1000')).suppliers).toEqual([]);
  expect(await get(manager, `/suppliers/${body.id}`)).toMatchObject({
    division: '安徽省 淮南市 寿县',
    contact: { name: '张三', phone: stated.contactPhone },
    qualifications: [],
  });
});

test('two suppliers of one credit code are a conflict', async () => {
  const { manager } = await setting();
  const stated = newSupplier();
  await post(manager, '/suppliers', stated);
  expect(await post(manager, '/suppliers', { ...stated, name: '别的名字' })).toMatchObject({ status: 409 });
});

test.for([
  ['a code that is too short', { creditCode: '9131011' }, '/creditCode'],
  ['no code, and no grower', { creditCode: undefined }, '/creditCode'],
  ['a division that never was', { divisionCode: '999999' }, '/divisionCode'],
  ['a phone number with letters', { contactPhone: '139abc' }, '/contactPhone'],
  ['an unknown field', { vip: true }, ''],
] as const)('%s is refused, with a pointer', async ([, wrong, pointer]) => {
  const { manager } = await setting();
  const answer = await post(manager, '/suppliers', { ...newSupplier(), ...wrong });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  expect((await get(manager, '/suppliers')).suppliers).toEqual([]);
});

test('a failed check digit asks for a second person, who may be named in the same request', async () => {
  const { d, school, manager } = await setting();
  const stated = { ...newSupplier(), creditCode: misprinted(creditCode()) };
  expect(await post(manager, '/suppliers', stated)).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/needs-override', data: { reason: 'check_digit' } },
  });
  const second = await d.person('school-admin', { schoolId: school.id });
  const override = { username: second.username, pin, reason: '早期试点代码，已核对执照原件' };
  expect(await post(manager, '/suppliers', { ...stated, override })).toMatchObject({ status: 201 });
});

test('a licence is recorded, repeated without harm, corrected, and all versions stay visible', async () => {
  const { d, school, manager, qualified } = await setting();
  const { id } = await qualified({ scope: ['VEG.LEAF'] });
  const { sha256: paper } = await storePaper(manager.ctx, photograph());
  const stated = licence({ paper, goodsScope: ['GRAIN', 'OIL.VEG'] });
  const headers = { 'idempotency-key': 'licence-1' };
  const first = await post(manager, `/suppliers/${id}/qualifications`, stated, headers);
  expect(first).toMatchObject({ status: 201, body: { warnings: [] } });
  const again = await post(manager, `/suppliers/${id}/qualifications`, stated, headers);
  expect(again.body).toEqual(first.body);
  const overlapping = await post(manager, `/suppliers/${id}/qualifications`, stated);
  expect(overlapping).toMatchObject({ status: 409, body: { data: { qualificationId: first.body.id } } });

  t.clock.advance(60_000);
  const corrections = `/qualifications/${first.body.id}/corrections`;
  const corrected = { ...stated, validTo: '2027-12-31', reason: '有效期录错一年' };
  const second = await post(manager, corrections, corrected);
  expect(second.status).toBe(201);
  expect(await post(manager, corrections, corrected)).toMatchObject({ status: 409 });
  const { qualifications } = await get(manager, `/suppliers/${id}`);
  expect(qualifications).toMatchObject([
    { kind: 'BIZ_LICENSE' },
    {
      id: second.body.id,
      kindName: '食品经营许可证',
      validTo: '2027-12-31',
      replacesId: first.body.id,
      reason: '有效期录错一年',
      recordedBy: { role: 'manager', name: '李建国' },
      paper,
    },
    { id: first.body.id, validTo: '2028-12-31', supersededAt: t.clock.now() },
  ]);
  expect(qualifications[1]).not.toHaveProperty('supersededAt');
  // Any school's people may look; the supplier sees its own papers, but not who at the school typed them.
  const supplier = await d.person('supplier', { supplierId: id });
  const own = await get(supplier, `/suppliers/${id}`);
  expect(own.qualifications[1].recordedBy).toEqual({ role: 'manager' });
  expect(school.id).toBe(own.admissions[0].schoolId);
});

test('an unknown supplier or paper is 404', async () => {
  const { manager, inspector } = await setting();
  const anInspector = await inspector();
  const answers = await Promise.all([
    post(manager, `/suppliers/${unknown()}/qualifications`, licence()),
    post(manager, `/qualifications/${unknown()}/corrections`, { ...licence(), reason: '录错' }),
    post(manager, `/suppliers/${unknown()}/admissions`, { goodsScope: ['VEG'] }),
    post(manager, `/suppliers/${unknown()}/exits`, { reason: '停止合作' }),
    post(manager, `/suppliers/${unknown()}/evaluations`, { score: 90, remark: '良好' }),
    post(anInspector, `/suppliers/${unknown()}/suspensions`, { reason: '抽检不合格' }),
    post(anInspector, `/suppliers/${unknown()}/suspension-lifts`, { reason: '整改完成' }),
    call(t, `GET /api/v1/suppliers/${unknown()}`, { as: manager }),
    call(t, `GET /api/v1/suppliers/${unknown()}/standing?goodsCode=VEG.LEAF`, { as: manager }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(404));
});

test.for([
  ['kind', { kind: 'PC_COMMIT' }, '/kind'],
  ['order of dates', { validTo: '2023-01-01' }, '/validTo'],
  ['goods', { goodsScope: ['SPACESHIP'] }, '/goodsScope/0'],
  ['holder of a paper about nobody', { holder: '赵一' }, '/holder'],
  ['health certificate about nobody', { kind: 'HEALTH_CERT', number: 'H1' }, '/holder'],
] as const)('a paper with a wrong %s is refused, with a pointer', async ([, wrong, pointer]) => {
  const { manager, qualified } = await setting();
  const { id } = await qualified();
  const answer = await post(manager, `/suppliers/${id}/qualifications`, licence(wrong));
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('an id that is none, and a search for more than a line, are refused', async () => {
  const { manager } = await setting();
  for (const path of [
    '/suppliers/no-such-id',
    '/suppliers?after=7',
    `/suppliers?search=${'长'.repeat(101)}`,
  ]) {
    expect(await call(t, `GET /api/v1${path}`, { as: manager })).toMatchObject({ status: 422 });
  }
});

test('a school admits once, sees its own admissions only, and ends them', async () => {
  const { d, other, manager, qualified } = await setting();
  const { id } = await qualified();
  const neighbour = await d.person('manager', { schoolId: other.id });
  expect(await post(neighbour, `/suppliers/${id}/admissions`, { goodsScope: ['VEG'] })).toMatchObject({
    status: 201,
  });
  expect(await post(neighbour, `/suppliers/${id}/admissions`, { goodsScope: ['MEAT'] })).toMatchObject({
    status: 409,
  });
  const tomorrow = { goodsScope: ['VEG'], admittedOn: '2026-03-03' };
  expect(await post(neighbour, `/suppliers/${id}/admissions`, tomorrow)).toMatchObject({ status: 422 });
  expect((await get(neighbour, `/suppliers/${id}`)).admissions).toMatchObject([{ schoolName: '乙校' }]);

  const early = { reason: '停止合作', exitedOn: '2025-01-01' };
  expect(await post(manager, `/suppliers/${id}/exits`, early)).toMatchObject({ status: 422 });
  expect(await post(manager, `/suppliers/${id}/exits`, { reason: '停止合作' })).toMatchObject({
    status: 201,
  });
  expect(await post(manager, `/suppliers/${id}/exits`, { reason: '停止合作' })).toMatchObject({
    status: 404,
  });
  const { admissions, admittedSchools } = await get(manager, `/suppliers/${id}`);
  expect(admissions).toMatchObject([{ schoolName: '甲校', exitedOn: '2026-03-02', exitReason: '停止合作' }]);
  expect(admittedSchools).toBe(0);
  const onItsFirstDay = { reason: '从未供货', exitedOn: '2026-03-02' };
  expect(await post(neighbour, `/suppliers/${id}/exits`, onItsFirstDay)).toMatchObject({ status: 201 });
});

test('SUP-04: a school evaluates whom it admitted; a low score is a finding', async () => {
  const { d, other, manager, qualified } = await setting();
  const { id } = await qualified();
  const evaluation = { score: 55, remark: '两次短斤少两' };
  expect(await post(manager, `/suppliers/${id}/evaluations`, evaluation)).toMatchObject({ status: 201 });
  const neighbour = await d.person('manager', { schoolId: other.id });
  expect(await post(neighbour, `/suppliers/${id}/evaluations`, evaluation)).toMatchObject({ status: 404 });
  expect(await get(manager, `/suppliers/${id}`)).toMatchObject({
    evaluations: [{ ...evaluation, evaluatedOn: '2026-03-02', schoolName: '甲校' }],
    findings: [{ ruleId: 'SUP-04', breach: 'exit-line', data: { score: 55 } }],
  });
});

test('an inspector suspends a supplier for the whole district, once, and lifts it', async () => {
  const { manager, qualified, inspector } = await setting();
  const { id } = await qualified();
  const anInspector = await inspector();
  const reason = '抽检不合格';
  expect(await post(anInspector, `/suppliers/${id}/suspensions`, { reason })).toMatchObject({ status: 201 });
  expect(await post(anInspector, `/suppliers/${id}/suspensions`, { reason })).toMatchObject({ status: 409 });
  const path = `/suppliers/${id}/standing?goodsCode=VEG.LEAF`;
  expect((await get(manager, path)).faults).toEqual([{ ruleId: 'SUP-02', code: 'suspended' }]);
  expect((await get(manager, '/suppliers')).suppliers).toMatchObject([{ state: 'suspended' }]);
  expect(await post(anInspector, `/suppliers/${id}/suspension-lifts`, { reason })).toMatchObject({
    status: 201,
  });
  expect((await get(manager, '/suppliers')).suppliers).toMatchObject([{ state: 'in-order' }]);
});

test('standing: people of the district name the school, a bad question is 422', async () => {
  const { manager, school, qualified, inspector } = await setting();
  const { id } = await qualified({ scope: ['OIL'], validTo: '2026-03-10' });
  const anInspector = await inspector();
  const ask = (as: Person, query: string) =>
    call(t, `GET /api/v1/suppliers/${id}/standing?goodsCode=OIL.VEG${query}`, { as });
  expect((await ask(manager, '')).body.faults).toEqual([]);
  expect(await ask(anInspector, '')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/schoolId' }] },
  });
  const later = await ask(anInspector, `&schoolId=${school.id}&on=2026-03-11`);
  expect(later.body).toMatchObject({ faults: [{ code: 'licence-expired', validTo: '2026-03-10' }] });
  const before = encodeURIComponent('2026-01-01T08:00:00+08:00');
  expect((await ask(manager, `&asKnownAt=${before}`)).body.faults).toMatchObject([
    { code: 'not-admitted' },
    { code: 'licence-missing' },
    { code: 'licence-missing' },
  ]);
  expect(await ask(manager, '&on=2026-02-30')).toMatchObject({ status: 422 });
});

test('alerts reach the schools that admitted the supplier, the supplier, and the district', async () => {
  const { d, other, manager, qualified, inspector } = await setting();
  const { id, name } = await qualified({ scope: ['OIL'], validTo: '2026-03-10' });
  await supplierExpiryJob.run(t);
  const people = [
    manager,
    await inspector(),
    await d.person('supplier', { supplierId: id }),
    await d.person('manager', { schoolId: other.id }),
    await d.person('supplier', { supplierId: (await qualified()).id }),
  ];
  const seen = await Promise.all(people.map((person) => get(person, '/supplier-alerts')));
  const alert = { supplierId: id, supplierName: name, kindName: '食品经营许可证', thresholdDays: 30 };
  expect(seen.slice(0, 3)).toMatchObject(Array(3).fill([alert]));
  expect(seen.slice(3)).toEqual([[], []]);
  expect((await get(manager, `/suppliers/${id}`)).alerts).toMatchObject([alert]);
  expect((await get(manager, '/suppliers')).suppliers).toMatchObject([
    { id, state: 'expiring', endsFirst: { kind: 'JY_LICENSE', validTo: '2026-03-10' } },
    { state: 'in-order' },
  ]);
});

test('a supplier keeps its own licences up to date, and sees nobody else', async () => {
  const { d, manager, qualified } = await setting();
  const [own, rival] = [await qualified(), await qualified()];
  const as = await d.person('supplier', { supplierId: own.id });
  expect((await get(as, '/suppliers')).suppliers).toMatchObject([{ id: own.id }]);
  expect(await call(t, `GET /api/v1/suppliers/${rival.id}`, { as })).toMatchObject({ status: 404 });
  expect(
    await call(t, `GET /api/v1/suppliers/${rival.id}/standing?goodsCode=VEG.LEAF&schoolId=${unknown()}`, {
      as,
    }),
  ).toMatchObject({ status: 404 });
  expect(await post(as, `/suppliers/${rival.id}/qualifications`, licence())).toMatchObject({ status: 403 });
  const added = await post(manager, `/suppliers/${rival.id}/qualifications`, licence());
  const correction = { ...licence(), reason: '录错' };
  const corrections = `/qualifications/${added.body.id}/corrections`;
  expect(await post(as, corrections, correction)).toMatchObject({ status: 403 });
  expect(await post(as, `/suppliers/${own.id}/qualifications`, licence())).toMatchObject({ status: 201 });
  expect((await get(as, `/suppliers/${own.id}`)).findings).toEqual([]);
});

test('receivers and auditors see no contacts, suppliers of another district are not there', async () => {
  const { d, school, qualified } = await setting();
  const { id } = await qualified();
  const receiver = await d.person('receiver', { schoolId: school.id });
  expect(await get(receiver, `/suppliers/${id}`)).not.toHaveProperty('contact');
  expect(await get(await d.person('auditor'), `/suppliers/${id}`)).not.toHaveProperty('contact');
  const stranger = await (await t.district()).person('inspector');
  expect(await call(t, `GET /api/v1/suppliers/${id}`, { as: stranger })).toMatchObject({ status: 404 });
});

test('the register comes in pages, each supplier once', async () => {
  const { manager } = await setting();
  for (let i = 0; i < 103; i += 1) {
    await post(manager, '/suppliers', { ...newSupplier(), name: `同名供货者${i % 2}`, address: `路${i}号` });
  }
  const first = await get(manager, '/suppliers');
  const second = await get(manager, `/suppliers?after=${first.next}`);
  expect(second).not.toHaveProperty('next');
  const ids = [...first.suppliers, ...second.suppliers].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(103);
});
