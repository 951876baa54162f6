import { afterAll, beforeAll, expect, test } from 'vitest';
import { showDelivery } from '#services/batches/index.ts';
import { read, transact } from '#services/context.ts';
import { takeFromLot } from '#services/lots/index.ts';
import { openPersonalValues } from '#services/records/open-personal.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, receivedDelivery, rice } from '#tests/support/batches.ts';
import { fieldsOf } from '#tests/support/form-fields.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** A delivery with everything that can be stated, and its manager before the correction page. */
async function correcting() {
  const at = await canteen(await t.district());
  const orderer = await at.district.person('manager', { schoolId: at.schoolId });
  const cabbage = line({
    acceptedGrams: 18_000,
    refusal: { grams: 2_000, reason: '发黄', disposition: 'returned', witness: '钱师傅' },
    papers: [
      { kind: 'PC_COMMIT', number: 'CN-7', issuer: '合作社', issuedOn: '2026-03-01', lotNumber: 'L7' },
      { kind: 'COA', number: 'COA-7', validTo: '2026-04-01' },
    ],
    origin: { place: '金山区吕巷' },
    // 18 kg at 3.33 yuan are 59.94; half a fen of the pork below is rounded down.
    priceFenPerKg: 333,
    amountFen: 5994,
  });
  const lines = [
    cabbage,
    pork({ labelMaxMilliC: 4000, acceptedGrams: 25_100, deliveredGrams: 25_100 }),
    rice(),
  ];
  lines[1]!.priceFenPerKg = 2655;
  lines[1]!.amountFen = 66_640;
  const { id } = await receivedDelivery(at, {
    lines,
    arrivedAt: '2026-03-02T06:20:31+08:00',
    vehicle: '沪A12345',
    sealNumber: 'F-9',
    sealIntact: true,
    orderedById: orderer.id,
  });
  const browser = await visitor(t, at.manager);
  const path = `/canteen/deliveries/${id}/correct`;
  const signed = { why: '称重读错', second: at.receiver.username, pin, step: 'sign' };
  return { at, id, browser, path, signed, cabbage, fields: fieldsOf((await browser.open(path)).page) };
}

/** What was stated, without what a correction renews. */
async function stated({ at, id }: Awaited<ReturnType<typeof correcting>>) {
  const {
    recordId,
    recordedAt: _,
    signedAt: __,
    signers: ___,
    firstSignerId: ____,
    history: _____,
    ...rest
  } = await showDelivery(at.manager.ctx, id);
  const lines = rest.lines.map(({ lot, ...each }) => ({
    ...each,
    lot: lot?.code,
    left: lot?.remainingGrams,
  }));
  const names = await read(at.manager.ctx, (db) => openPersonalValues(db, at.manager.ctx.vault, [recordId]));
  return { ...rest, lines, witness: names.get(recordId)?.['/lines/0/refusal/witness'] };
}

test('a correction that changes one weight keeps everything else, also what the form does not show', async () => {
  const c = await correcting();
  const before = await stated(c);
  expect(before.witness).toBe('钱师傅');
  const [, porkLine] = before.lines;
  const sent = await c.browser.send(c.path, { ...c.fields, ...c.signed, [`${porkLine?.id}.kg`]: '24' });
  expect(sent.page.replace(/[\s\S]*<main/, '')).toBe('');
  expect(sent).toMatchObject({ status: 303, location: `/canteen/deliveries/${c.id}?corrected` });
  const after = await stated(c);
  const lighter = { deliveredGrams: 24_000, acceptedGrams: 24_000, amountFen: 63_720, left: 24_000 };
  expect(after).toEqual({
    ...before,
    totalFen: before.totalFen - 66_640 + 63_720,
    lines: before.lines.map((each, place) => (place === 1 ? { ...each, ...lighter } : each)),
  });
  const { page } = await c.browser.open(sent.location);
  expect(page).toContain('已更正');
  expect(page).toContain('称重读错');
});

test('no correction without a reason or with a wrong PIN, and what was typed stays', async () => {
  const c = await correcting();
  const typed = { ...c.fields, ...c.signed, note: 'SH-CORRECTED' };
  const unexplained = await c.browser.send(c.path, { ...typed, why: '' });
  expect(unexplained.page).toContain('<a href="#why">请写明为什么更正</a>');
  expect(fieldsOf(unexplained.page).note).toBe('SH-CORRECTED');
  const wrong = await c.browser.send(c.path, { ...typed, pin: '000000' });
  expect(wrong.status).toBe(422);
  expect(wrong.page).toContain('第二签收人验证失败');
  expect(wrong.page).not.toContain('000000');
  expect((await stated(c)).noteNumber).not.toBe('SH-CORRECTED');
});

test('a line that was never delivered is removed, unless some of it was used', async () => {
  const c = await correcting();
  const { lines } = await showDelivery(c.at.manager.ctx, c.id);
  const [cabbage, , riceLine] = lines;
  const removed = await c.browser.send(c.path, { ...c.fields, step: `remove:${cabbage?.id}` });
  const fields = fieldsOf(removed.page);
  expect(fields.lines?.split(',')).not.toContain(cabbage?.id);
  await transact(c.at.manager.ctx, (tx) => takeFromLot(tx, c.at.schoolId, riceLine?.lot?.id as string, 1000));
  const without = (fields.lines as string).split(',').filter((id) => id !== riceLine?.id);
  const used = await c.browser.send(c.path, { ...fields, ...c.signed, lines: without.join(',') });
  expect(used.status).toBe(409);
  expect(used.page).toContain('粳米 已领用或退回 1000 克');
  expect((await c.browser.send(c.path, { ...fields, ...c.signed })).status).toBe(303);
  expect((await showDelivery(c.at.manager.ctx, c.id)).lines.map(({ goodsName }) => goodsName)).toEqual([
    '冷鲜猪后腿',
    '粳米',
  ]);
});

test('managers of the school alone are led to the correction', async () => {
  const c = await correcting();
  const at = `/canteen/deliveries/${c.id}`;
  expect((await c.browser.open(at)).page).toContain(`href="${c.path}"`);
  const receiver = await visitor(t, c.at.receiver);
  expect((await receiver.open(at)).page).not.toContain(`href="${c.path}"`);
  expect((await receiver.open(c.path)).status).toBe(403);
  const elsewhere = await canteen(c.at.district, { schoolName: '第二小学' });
  expect((await (await visitor(t, elsewhere.manager)).open(c.path)).status).toBe(403);
});
