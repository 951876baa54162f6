import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { bundleFor } from '#services/anchors/index.ts';
import { showDelivery } from '#services/batches/index.ts';
import { read } from '#services/context.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { canteen, receivedDelivery } from '#tests/support/batches.ts';
import { sequence } from '#tests/support/log.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const grounds = { reason: '离职后申请删除', authority: '本人' };
const erase = (as: Person, accountId: string, body: unknown = grounds) =>
  call(t, `POST /api/v1/accounts/${accountId}/erasure`, { as, body });
const end = (as: Person, accountId: string) => call(t, `DELETE /api/v1/accounts/${accountId}`, { as });

/** A receiver who signed two deliveries together with the manager, and those who may erase. */
async function signedTwice() {
  const at = await canteen(await t.district());
  const admin = await at.district.person('school-admin', { schoolId: at.schoolId });
  const deliveries = [await receivedDelivery(at), await receivedDelivery(at)];
  const { displayName } = await t.owner
    .selectFrom('accounts')
    .select('displayName')
    .where('id', '=', at.receiver.id)
    .executeTakeFirstOrThrow();
  return { at, admin, deliveries, displayName };
}

/** Where the names of a delivery's signers can still be read. */
const readable = async (recordId: string) =>
  (
    await t.owner
      .selectFrom('personalValues')
      .select('path')
      .where('recordId', '=', recordId)
      .orderBy('path')
      .execute()
  ).map(({ path }) => path);

test('the name of somebody who left goes from every record; the log audits and the proofs hold', async () => {
  const { at, admin, deliveries } = await signedTwice();
  const [first] = deliveries;
  const { recordId } = first!;
  await sequence(t);
  expect(await readable(recordId)).toEqual(['/signers/0/name', '/signers/1/name']);
  expect((await end(admin, at.receiver.id)).status).toBe(200);

  const { status, body } = await erase(admin, at.receiver.id);
  expect(status).toBe(201);
  // The account's own record, and the two deliveries.
  expect(body).toEqual({ accountId: at.receiver.id, records: 3, erased: 3 });
  expect(await readable(recordId)).toEqual(['/signers/1/name']);
  const shown = await showDelivery(at.manager.ctx, first!.id);
  expect(shown.signers.map(({ name }) => name)).toEqual(['（已删除）', expect.stringMatching(/./)]);
  expect(shown.signers[1]?.name).not.toBe('（已删除）');

  await sequence(t);
  expect((await audit(t)).findings).toEqual([]);
  const { districtId } = at.district;
  const bundle = await read(at.manager.ctx, (db) =>
    bundleFor(db, at.manager.ctx.vault, { districtId, recordId, disclose: 'open' }),
  );
  const verdict = verifyBundle(bundle, parseTrust(t.logKeys.trustFile()));
  expect(verdict).toMatchObject({ ok: true });
  expect(verdict.ok && verdict.record.withheld).toContain('/signers/0/name');
  const erasures = await t.owner
    .selectFrom('records')
    .select('canonical')
    .where('type', '=', 'personal-erased')
    .where('subjectId', '=', recordId)
    .execute();
  expect(erasures.map(({ canonical }) => JSON.parse(canonical))).toMatchObject([
    { paths: ['/signers/0/name'], grounds: grounds.reason, authority: grounds.authority },
  ]);
});

test('only an account that ended, once, and by those who administer it', async () => {
  const { at, admin } = await signedTwice();
  expect(await erase(admin, at.receiver.id)).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/./) },
  });
  await end(admin, at.receiver.id);
  const elsewhere = await canteen(at.district, { schoolName: '第二小学' });
  const stranger = await at.district.person('school-admin', { schoolId: elsewhere.schoolId });
  expect((await erase(stranger, at.receiver.id)).status).toBe(404);
  const otherDistrict = await t.district();
  expect((await erase(otherDistrict.operator, at.receiver.id)).status).toBe(404);
  expect((await erase(at.district.operator, at.receiver.id)).status).toBe(201);
  expect(await erase(at.district.operator, at.receiver.id)).toMatchObject({
    status: 201,
    body: { records: 0, erased: 0 },
  });
});

test('single values of a record are erased by their place', async () => {
  const { admin, deliveries } = await signedTwice();
  const target = `POST /api/v1/records/${deliveries[0]!.recordId}/erasures`;
  const body = { ...grounds, paths: ['/signers/0/name'] };
  expect(await call(t, target, { as: admin, body })).toMatchObject({ status: 201, body: { erased: 1 } });
  expect((await call(t, target, { as: admin, body })).status).toBe(404);
});

test('an administrator erases on a page, after confirming; nobody is offered twice', async () => {
  const { at, admin, displayName } = await signedTwice();
  const browser = await visitor(t, admin);
  expect((await browser.open('/erasure')).page).toContain('没有已停用的账号');
  await end(admin, at.receiver.id);
  const { page } = await browser.open('/erasure');
  expect(page).toContain(displayName);
  const typed = { account: at.receiver.id, reason: '离职', authority: '本人' };
  const unconfirmed = await browser.submit(page, '/erasure', typed);
  expect(unconfirmed.status).toBe(422);
  expect(unconfirmed.page).toContain('<a href="#confirm">');
  expect(unconfirmed.page).toContain('请先确认');
  const done = await browser.submit(unconfirmed.page, '/erasure', { ...typed, confirm: '1' });
  expect(done).toMatchObject({ status: 303, location: '/erasure?erased=3&records=3' });
  const after = (await browser.open(done.location)).page;
  expect(after).toContain('已从 3 条记录中删除 3 处姓名');
  expect(after).not.toContain(at.receiver.id);
  expect((await (await visitor(t, at.manager)).open('/erasure')).status).toBe(403);
});
