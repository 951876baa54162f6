import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryCorrection, NewDelivery } from '#schemas/delivery.ts';
import { returnToSupplier, signDelivery } from '#services/batches/index.ts';
import { transact } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { cookDish, issueLots, restockLot } from '#services/kitchen/index.ts';
import { holdLot, releaseLot, takeFromLot } from '#services/lots/index.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import {
  type Canteen,
  canteen,
  line,
  pork,
  receivedDelivery,
  rice,
  secondSigner,
} from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const correct = (as: Person, deliveryId: string, body: unknown) =>
  call(t, `POST /api/v1/deliveries/${deliveryId}/corrections`, { as, body });
const lotRow = (id: string) =>
  t.owner.selectFrom('lots').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** A canteen with one delivery of pork and rice, and a correction of it as somebody would send it. */
async function received() {
  const at = await canteen(await t.district());
  const lines = [pork(), rice()];
  const stated = at.delivery({ lines });
  const receipt = await receivedDelivery(at, stated);
  const { schoolId: _school, coSigner: _signer, ...content } = stated;
  const correction = (changes: Partial<NewDelivery> = {}): DeliveryCorrection => ({
    ...content,
    reason: '称重读错',
    coSigner: secondSigner(at.receiver),
    ...changes,
  });
  const [porkLot, riceLot] = receipt.lots.map(({ lotId }) => lotId) as [string, string];
  return { at, lines, receipt, correction, porkLot, riceLot };
}

async function cooked(at: Canteen, lotId: string) {
  const { ctx } = at.manager;
  const inputs = [{ lotId, grams: 1000 }];
  await issueLots(ctx, { lots: inputs, purpose: '午餐', issuedTo: '赵师傅' });
  return await cookDish(ctx, { name: '回锅肉', mealKind: 'lunch', inputs });
}

const use = (at: Canteen, lotId: string, grams: number) =>
  transact(at.manager.ctx, (tx) => takeFromLot(tx, at.schoolId, lotId, grams));

test('what the kitchen gives back of an unsigned correction waits for the second signature too', async () => {
  const { at, receipt, correction, riceLot } = await received();
  const { ctx } = at.receiver;
  await issueLots(ctx, { lots: [{ lotId: riceLot, grams: 50_000 }], purpose: '午餐', issuedTo: '赵师傅' });
  const { status } = await correct(at.manager, receipt.id, correction({ coSigner: undefined }));
  expect(status).toBe(201);
  expect(await lotRow(riceLot)).toMatchObject({ remainingGrams: 0, status: 'closed' });
  await restockLot(ctx, { lotId: riceLot, grams: 1000, reason: '领用过多' });
  expect(await lotRow(riceLot)).toMatchObject({ remainingGrams: 1000, status: 'awaiting-signature' });
  await signDelivery(ctx, { deliveryId: receipt.id });
  expect(await lotRow(riceLot)).toMatchObject({ remainingGrams: 1000, status: 'open' });
});

test('a correction replaces the records, keeps lots and codes, and leaves history as it was', async () => {
  const { at, lines, receipt, correction, porkLot } = await received();
  await use(at, porkLot, 5000);
  const lighter = { ...lines[0]!, deliveredGrams: 20_000, acceptedGrams: 20_000, amountFen: 53_000 };
  const { status, body } = await correct(at.manager, receipt.id, correction({ lines: [lighter, lines[1]!] }));
  expect(status).toBe(201);
  expect(body).toMatchObject({
    id: receipt.id,
    status: 'signed',
    lots: [{ lotId: porkLot, code: receipt.lots[0]!.code }, {}],
  });
  expect(await lotRow(porkLot)).toMatchObject({
    quantityGrams: 20_000,
    remainingGrams: 15_000,
    status: 'open',
    recordId: body.lots[0].recordId,
  });
  const records = await t.owner
    .selectFrom('records')
    .selectAll()
    .where('subjectId', 'in', [receipt.id, porkLot])
    .orderBy('id')
    .execute();
  const replacements = records.filter(({ replacesId }) => replacesId !== null);
  expect(records).toHaveLength(4);
  expect(new Set(replacements.map(({ replacesId }) => replacesId))).toEqual(
    new Set([receipt.recordId, receipt.lots[0]!.recordId]),
  );
  for (const { canonical } of replacements)
    expect(JSON.parse(canonical)).toMatchObject({ reason: '称重读错' });
});

test('an arrival is not put behind what was made of the goods: the trace would lose their supplier', async () => {
  const { at, receipt, correction, porkLot } = await received();
  t.clock.advance(60_000);
  const usedAt = t.clock.now();
  const { id: dishId } = await cooked(at, porkLot);
  t.clock.advance(60_000);
  const later = await correct(at.manager, receipt.id, correction({ arrivedAt: t.clock.now() }));
  expect(later).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/arrivedAt', detail: 'after its use' }], data: { lotId: porkLot } },
  });
  expect((await correct(at.manager, receipt.id, correction({ arrivedAt: usedAt }))).status).toBe(201);
  const earlier = await correct(at.manager, receipt.id, correction({ noteNumber: 'SH-2' }));
  expect(earlier.status).toBe(201);
  const { body } = await call(t, `GET /api/v1/trace/lots/${dishId}`, { as: at.manager });
  expect(body.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(['dish', 'delivery', 'supplier-lot']);
});

test('the wrong lot number can be put right after half was cooked: the trace follows', async () => {
  const { at, lines, receipt, correction, porkLot } = await received();
  await use(at, porkLot, 12_000);
  const other = { ...lines[0]!, supplierLot: 'P260301-B' };
  await correct(at.manager, receipt.id, correction({ lines: [other, lines[1]!] }));
  const origins = await t.owner
    .selectFrom('lotLinks')
    .innerJoin('lots as parent', 'parent.number', 'lotLinks.parent')
    .innerJoin('lots as child', 'child.number', 'lotLinks.child')
    .select('parent.supplierLot')
    .where('child.id', '=', porkLot)
    .execute();
  expect(origins).toEqual([{ supplierLot: 'P260301-B' }]);
  expect(await lotRow(porkLot)).toMatchObject({ supplierLot: 'P260301-B', remainingGrams: 13_000 });
});

test('a line that was never delivered is withdrawn, a forgotten one becomes a lot', async () => {
  const { at, lines, receipt, correction, riceLot } = await received();
  const forgotten = line();
  const { body } = await correct(at.manager, receipt.id, correction({ lines: [lines[0]!, forgotten] }));
  expect(body.lots.map(({ line: id }: { line: string }) => id)).toEqual([lines[0]!.id, forgotten.id]);
  expect(await lotRow(riceLot)).toMatchObject({ quantityGrams: 0, remainingGrams: 0, status: 'closed' });
  const withdrawn = await t.owner
    .selectFrom('records')
    .selectAll()
    .where('type', '=', 'lot-withdrawn')
    .where('subjectId', '=', riceLot)
    .execute();
  expect(withdrawn.map(({ replacesId }) => replacesId)).toEqual([receipt.lots[1]!.recordId]);
  expect(await lotRow(body.lots[1].lotId)).toMatchObject({ name: '上海青', status: 'open' });
});

test('nothing falls below what was used or returned', async () => {
  const { at, lines, receipt, correction, porkLot } = await received();
  await use(at, porkLot, 10_000);
  await returnToSupplier(at.manager.ctx, { lotId: porkLot, grams: 5000, reason: '变质', witness: '张伟' });
  const less = { ...lines[0]!, deliveredGrams: 14_999, acceptedGrams: 14_999, amountFen: 39_747 };
  const answer = await correct(at.manager, receipt.id, correction({ lines: [less, lines[1]!] }));
  expect(answer).toMatchObject({ status: 409, body: { data: { lotId: porkLot, usedGrams: 15_000 } } });
  expect(await correct(at.manager, receipt.id, correction({ lines: [lines[1]!] }))).toMatchObject({
    status: 409,
  });
  expect(await lotRow(porkLot)).toMatchObject({ quantityGrams: 25_000, remainingGrams: 10_000 });
  const enough = { ...lines[0]!, deliveredGrams: 15_000, acceptedGrams: 15_000, amountFen: 39_750 };
  const usedUp = { remainingGrams: 0, status: 'closed' };
  await correct(at.manager, receipt.id, correction({ lines: [enough, lines[1]!], coSigner: undefined }));
  expect(await lotRow(porkLot)).toMatchObject(usedUp);
  await signDelivery(at.receiver.ctx, { deliveryId: receipt.id });
  expect(await lotRow(porkLot)).toMatchObject(usedUp);
});

test('without a second signer the lots rest until somebody else signs the correction', async () => {
  const { at, receipt, correction, porkLot } = await received();
  const { body } = await correct(
    at.manager,
    receipt.id,
    correction({ coSigner: undefined, noteNumber: '送货单-改' }),
  );
  expect(body.status).toBe('awaiting-signature');
  expect(await lotRow(porkLot)).toMatchObject({ status: 'awaiting-signature' });
  await expect(signDelivery(at.manager.ctx, { deliveryId: receipt.id })).rejects.toMatchObject({
    code: 'same-signer',
  });
  await signDelivery(at.receiver.ctx, { deliveryId: receipt.id });
  expect(await lotRow(porkLot)).toMatchObject({ status: 'open' });
});

test('a correction is judged like the first receipt', async () => {
  const { at, receipt, correction } = await received();
  const answer = await correct(at.manager, receipt.id, correction({ lines: [pork({ papers: [] })] }));
  expect(answer).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/documents-missing' },
  });
});

test('what is held stays as it was found, and a note number that is taken is a conflict', async () => {
  const { at, receipt, correction, riceLot } = await received();
  const taken = at.delivery();
  await receivedDelivery(at, taken);
  expect(await correct(at.manager, receipt.id, correction({ noteNumber: taken.noteNumber }))).toMatchObject({
    status: 409,
  });
  await holdLot(at.manager.ctx, { lotId: riceLot, reason: '虫蛀' });
  expect(await correct(at.manager, receipt.id, correction())).toMatchObject({
    status: 409,
    body: { type: 'https://shansu.test/problems/lot-held' },
  });
  await releaseLot(at.manager.ctx, { lotId: riceLot, reason: '筛过' });
  expect((await correct(at.manager, receipt.id, correction())).status).toBe(201);
});

test('only a manager of the school corrects, and only what exists', async () => {
  const { at, receipt, correction } = await received();
  expect((await correct(at.receiver, receipt.id, correction())).status).toBe(403);
  expect((await correct(at.manager, newId(t.clock.now()), correction())).status).toBe(404);
  for (let tries = 0; tries < 5; tries++) {
    await correct(
      at.manager,
      receipt.id,
      correction({ coSigner: { ...secondSigner(at.receiver), pin: '000000' } }),
    );
  }
  expect((await correct(at.manager, receipt.id, correction())).status).toBe(429);
});
