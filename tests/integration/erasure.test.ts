import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { bundleFor } from '#services/anchors/index.ts';
import { type Context, read } from '#services/context.ts';
import { DomainError } from '#services/errors.ts';
import { eraseRecordPersonalValues } from '#services/records/erase-personal-values.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** A district with the record of a manager's account, whose name is a personal value. */
async function accountRecord() {
  const district = await t.district();
  const school = await district.school();
  const admin = await district.person('school-admin', { schoolId: school.id });
  await district.person('manager', { schoolId: school.id });
  const { id } = await t.owner
    .selectFrom('records')
    .select('id')
    .where('districtId', '=', district.districtId)
    .where('type', '=', 'account-created')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { ...district, admin, recordId: id };
}

const erasure = (recordId: string, paths = ['/name']) => ({
  recordId,
  paths,
  reason: '离职后申请删除',
  authority: '本人',
});

const bundle = (ctx: Context, recordId: string, districtId: string, disclose: 'open' | string[]) =>
  read(ctx, (db) => bundleFor(db, ctx.vault, { districtId, recordId, disclose }));

test('what was erased is gone, its proof still holds, and a record says so', async () => {
  const { operator, districtId, recordId } = await accountRecord();
  const { ctx } = operator;
  await sequence(t);
  const trust = parseTrust(t.logKeys.trustFile());
  const before = verifyBundle(await bundle(ctx, recordId, districtId, ['/name']), trust);
  expect(before).toMatchObject({ ok: true, record: { disclosed: { '/name': '李建国' } } });

  const { recordId: erasureId } = await eraseRecordPersonalValues(ctx, erasure(recordId));
  await expect(bundle(ctx, recordId, districtId, ['/name'])).rejects.toMatchObject({
    code: 'invalid-input',
    data: { notToBeShown: ['/name'] },
  });
  const after = verifyBundle(await bundle(ctx, recordId, districtId, 'open'), trust);
  expect(after).toMatchObject({ ok: true, record: { withheld: ['/name'] } });
  const { canonical, subjectId } = await t.owner
    .selectFrom('records')
    .select(['canonical', 'subjectId'])
    .where('id', '=', erasureId)
    .executeTakeFirstOrThrow();
  expect(subjectId).toBe(recordId);
  expect(JSON.parse(canonical)).toMatchObject({
    type: 'personal-erased',
    paths: ['/name'],
    grounds: '离职后申请删除',
    authority: '本人',
    recordDigest: before.ok && before.record.digest,
  });
});

test('what is not there (any more) cannot be erased, and then nothing is', async () => {
  const { operator, recordId } = await accountRecord();
  await expect(
    eraseRecordPersonalValues(operator.ctx, erasure(recordId, ['/name', '/role'])),
  ).rejects.toMatchObject({ code: 'not-found', data: { paths: ['/role'] } });
  await eraseRecordPersonalValues(operator.ctx, erasure(recordId));
  await expect(eraseRecordPersonalValues(operator.ctx, erasure(recordId))).rejects.toThrow(DomainError);
});

test('a school erases its own only, an inspector none', async () => {
  const { admin, recordId, ...district } = await accountRecord();
  const inspector = await district.person('inspector');
  const elsewhere = await district.person('school-admin', {
    schoolId: (await district.school('别的学校')).id,
  });
  for (const person of [inspector, elsewhere])
    await expect(eraseRecordPersonalValues(person.ctx, erasure(recordId))).rejects.toMatchObject({
      code: 'forbidden',
    });
  expect(await eraseRecordPersonalValues(admin.ctx, erasure(recordId))).toMatchObject({ erased: 1 });
});
