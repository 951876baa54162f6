import { afterAll, beforeAll, expect, test } from 'vitest';
import { storePaper } from '#services/papers/index.ts';
import { eraseRecordPersonalValues } from '#services/records/erase-personal-values.ts';
import { addQualification, correctQualification, registerSupplier } from '#services/suppliers/index.ts';
import { type Person, pin, type TestApp, testApp } from '#tests/support/app.ts';
import {
  creditCode,
  misprinted,
  operationLicence,
  productionLicence,
  unlistedCreditCode,
} from '#tests/support/codes.ts';
import { photograph } from '#tests/support/papers.ts';
import { recordOf } from '#tests/support/records.ts';
import { newSupplier, qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function setting() {
  const d = await t.district();
  const { id: schoolId } = await d.school();
  const manager = await d.person('manager', { schoolId });
  return {
    d,
    schoolId,
    manager,
    register: (more = {}) => registerSupplier(manager.ctx, { ...newSupplier(), ...more }),
  };
}
const findingsOf = async (supplierId: string, ruleId: string) => {
  const rows = await t.owner
    .selectFrom('findings')
    .select(['data', 'ruleId'])
    .where('subjectId', '=', supplierId)
    .where('ruleId', '=', ruleId)
    .orderBy('raisedAt')
    .execute();
  return rows.map(({ data }) => data);
};

test('the record says where a supplier is registered and why that is one of the 832 counties', async () => {
  const { register } = await setting();
  const inList = await register({ divisionCode: '341521', creditCode: creditCode('340422') });
  expect(await recordOf(t, inList.recordId)).toMatchObject({
    division: ['安徽省', '六安市', '寿县'],
    county832: { outcome: 'in', reason: 'former-code', listRows: [expect.any(Number)] },
    reference: t.reference.hash,
  });
  const outside = await register();
  expect(await recordOf(t, outside.recordId)).toMatchObject({ county832: { outcome: 'out', listRows: [] } });
});

test('names and phone numbers enter the record as commitments only', async () => {
  const { register } = await setting();
  const { recordId } = await register({
    contactName: '李四',
    contactPhone: '139 0000-0001',
    legalPerson: '王五',
  });
  const text = JSON.stringify(await recordOf(t, recordId));
  expect(text).not.toMatch(/李四|王五|13900000001/);
  expect(await recordOf(t, recordId)).toMatchObject({ contactName: { $commitment: expect.any(String) } });
});

test('SUP-01: an odd number is accepted and kept as a finding', async () => {
  const { register } = await setting();
  const zone = await register({ creditCode: unlistedCreditCode() });
  expect(zone.warnings).toEqual(['region']);
  expect(await findingsOf(zone.id, 'SUP-01')).toMatchObject([{ breach: 'code-doubtful', reason: 'region' }]);
});

test('SUP-01: a canteen licence allows no wholesale', async () => {
  const { register, manager } = await setting();
  const { id } = await register();
  await addQualification(manager.ctx, { ...licence(id), number: operationLicence('310115', '3') });
  expect(await findingsOf(id, 'SUP-01')).toMatchObject([{ breach: 'canteen-licence' }]);
});

test('SUP-01: a maker licensed for something else', async () => {
  const { register, manager } = await setting();
  const { id } = await register({ kind: 'manufacturer' });
  const number = productionLicence('101');
  await addQualification(manager.ctx, { ...licence(id), kind: 'SC_LICENSE', number, goodsScope: ['SOY'] });
  expect(await findingsOf(id, 'SUP-01')).toMatchObject([{ breach: 'category-differs', prefix: '101' }]);
});

test('a failed check digit needs a second person with a reason, and both are recorded', async () => {
  const { d, schoolId, register, manager } = await setting();
  const bad = misprinted(creditCode());
  await expect(register({ creditCode: bad })).rejects.toMatchObject({
    code: 'needs-override',
    errors: [{ pointer: '/creditCode', detail: 'check_digit' }],
  });
  const second = await d.person('school-admin', { schoolId });
  const override = { username: second.username, pin, reason: '厦门试点期发放的早期代码' };
  const { id, recordId } = await register({ creditCode: bad, override });
  expect(await recordOf(t, recordId)).toMatchObject({
    creditCodeCheck: 'overridden',
    vouchedFor: { account: second.id, role: 'school-admin', reason: '厦门试点期发放的早期代码' },
  });
  const number = misprinted(operationLicence());
  await expect(addQualification(manager.ctx, { ...licence(id), number })).rejects.toMatchObject({
    code: 'needs-override',
  });
  await addQualification(manager.ctx, { ...licence(id), number, override });
});

type Setting = Awaited<ReturnType<typeof setting>>;

test.for<[string, string, (at: Setting) => Person | Promise<Person>]>([
  ['their own word', 'same-signer', ({ manager }) => manager],
  ['a receiver', 'co-signer-refused', ({ d, schoolId }) => d.person('receiver', { schoolId })],
  ['a manager of another district', 'co-signer-refused', async () => (await setting()).manager],
])('%s does not vouch for a number', async ([, code, choose]) => {
  const at = await setting();
  const { register } = at;
  const override = { username: (await choose(at)).username, pin, reason: '已核对原件' };
  await expect(register({ creditCode: misprinted(creditCode()), override })).rejects.toMatchObject({ code });
});

test.for([
  ['too short', 'JY1310114009380', 'length'],
  ['another letter', 'JX13101140093802', 'prefix'],
  ['a letter inside', 'JY1310114009380A', 'charset'],
] as const)('a number that is %s is refused whoever vouches', async ([, number, detail]) => {
  const { d, schoolId, register, manager } = await setting();
  const { id } = await register();
  const second = await d.person('school-admin', { schoolId });
  const override = { username: second.username, pin, reason: '已核对原件' };
  await expect(addQualification(manager.ctx, { ...licence(id), number, override })).rejects.toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/number', detail }],
  });
});

test('SUP-05: the same phone, address or legal representative ties two suppliers together', async () => {
  const { register } = await setting();
  const first = await register({ contactPhone: '13900000077', legalPerson: '赵六' });
  const apart = await register({ address: '另一条路2号' });
  expect(await findingsOf(apart.id, 'SUP-05')).toEqual([]);
  const second = await register({
    contactPhone: '139-0000-0077',
    legalPerson: '赵六',
    address: '第三条路3号',
  });
  expect(await findingsOf(second.id, 'SUP-05')).toEqual([
    { breach: 'related', evidence: [second.id, first.id], shared: 'legal-person,phone' },
  ]);
});

test('an erased phone number ties nobody to anybody any more', async () => {
  const { d, register } = await setting();
  const { recordId } = await register({ contactPhone: '13900000088' });
  await eraseRecordPersonalValues(d.operator.ctx, {
    recordId,
    paths: ['/contactPhone'],
    reason: '本人要求',
    authority: '本人',
  });
  const second = await register({ contactPhone: '13900000088', address: '第三条路3号' });
  expect(await findingsOf(second.id, 'SUP-05')).toEqual([]);
});

test('SUP-06: the file of one supplier’s licence, handed in by another, is a forged copy', async () => {
  const { d, schoolId, manager } = await setting();
  const first = await qualifiedSupplier(d, { schoolId, scope: ['OIL'], manager });
  const second = await qualifiedSupplier(d, { schoolId, scope: ['OIL'], manager });
  const { sha256: paper } = await storePaper(manager.ctx, photograph());
  const own = await addQualification(manager.ctx, { ...licence(first.id), paper });
  expect(await findingsOf(first.id, 'SUP-06')).toEqual([]);
  const forged = await addQualification(manager.ctx, { ...licence(second.id), paper });
  expect(await findingsOf(second.id, 'SUP-06')).toEqual([
    { breach: 'already-used', evidence: [forged.id, own.id], kind: 'JY_LICENSE', fileHash: paper },
  ]);
});

test('of one number, no two versions hold on the same day; a correction takes the old one’s place', async () => {
  const { d, schoolId, manager } = await setting();
  const { id } = await qualifiedSupplier(d, { schoolId, manager });
  const number = operationLicence();
  const first = await addQualification(manager.ctx, { ...licence(id), number, validTo: '2026-06-30' });
  const again = { ...licence(id), number, validFrom: '2026-06-30', validTo: '2031-06-30' };
  await expect(addQualification(manager.ctx, again)).rejects.toMatchObject({
    code: 'conflict',
    data: { qualificationId: first.id },
  });
  await addQualification(manager.ctx, { ...again, validFrom: '2026-07-01' });
  const { supplierId: _, ...stated } = { ...licence(id), number, validTo: '2026-06-15' };
  const correction = { ...stated, qualificationId: first.id, reason: '日期录错' };
  await correctQualification(manager.ctx, correction);
  await expect(correctQualification(manager.ctx, correction)).rejects.toMatchObject({ code: 'conflict' });
});

test('the database itself refuses an overlap', async () => {
  const { d, schoolId, manager } = await setting();
  const { id } = await qualifiedSupplier(d, { schoolId, manager });
  await addQualification(manager.ctx, licence(id));
  const { supersededAt: _, ...row } = await t.owner
    .selectFrom('qualifications')
    .selectAll()
    .where('supplierId', '=', id)
    .where('kind', '=', 'JY_LICENSE')
    .executeTakeFirstOrThrow();
  const copy = { ...row, id: schoolId, supersededAt: null };
  await expect(t.owner.insertInto('qualifications').values(copy).execute()).rejects.toMatchObject({
    code: '23P01',
  });
});

test('a personal number is masked, and still no two papers of it overlap', async () => {
  const { register, manager } = await setting();
  const { id } = await register({ kind: 'grower', creditCode: undefined });
  const identity = { ...licence(id), kind: 'ID_GROWER', number: '11010519491231002X' };
  const { id: qualificationId, recordId } = await addQualification(manager.ctx, identity);
  const row = await t.owner
    .selectFrom('qualifications')
    .select(['number', 'numberKey'])
    .where('id', '=', qualificationId)
    .executeTakeFirstOrThrow();
  expect(row.number).toBe('1101**********002X');
  expect(row.numberKey).not.toContain('19491231');
  expect(JSON.stringify(await recordOf(t, recordId))).not.toContain('19491231');
  await expect(addQualification(manager.ctx, identity)).rejects.toMatchObject({ code: 'conflict' });
});

test('a business licence bears the supplier’s own credit code', async () => {
  const { register, manager } = await setting();
  const { id } = await register();
  const other = { ...licence(id), kind: 'BIZ_LICENSE', number: creditCode() };
  await expect(addQualification(manager.ctx, other)).rejects.toMatchObject({
    errors: [{ pointer: '/number' }],
  });
});

const licence = (supplierId: string) => ({
  supplierId,
  kind: 'JY_LICENSE',
  number: operationLicence(),
  issuer: '市场监督管理局',
  validFrom: '2024-01-01',
  validTo: '2028-12-31',
});
