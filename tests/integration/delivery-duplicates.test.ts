import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordDeliveries } from '#services/batches/index.ts';
import { newId } from '#services/ids.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, line, pork, rice, secondSigner } from '#tests/support/batches.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function written({ schoolId }: Canteen) {
  const count = async (table: 'deliveries' | 'lots' | 'records') =>
    (
      await t.owner
        .selectFrom(table)
        .select('id')
        .where('schoolId', '=', schoolId)
        .where('id', '<>', schoolId)
        .execute()
    ).length;
  return { deliveries: await count('deliveries'), lots: await count('lots') };
}

const crowd = Array.from({ length: 200 }, (_, index) => index);

test('200 who send the same key and body at once make one delivery and get one answer', async () => {
  const at = await canteen(await t.district());
  const body = at.delivery();
  const headers = { 'idempotency-key': 'morning-1' };
  const answers = await Promise.all(
    crowd.map(() => call(t, 'POST /api/v1/deliveries', { as: at.receiver, body, headers })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  for (const { body: answer } of answers) expect(answer).toEqual(answers[0]?.body);
  expect(await written(at)).toEqual({ deliveries: 1, lots: 1 });
});

test('200 who send the same id and content at once, without a key, make one delivery and get one answer', async () => {
  const at = await canteen(await t.district());
  const body = at.delivery({ id: newId(t.clock.now()), lines: [pork(), rice()] });
  const answers = await Promise.all(
    crowd.map(() => call(t, 'POST /api/v1/deliveries', { as: at.receiver, body })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  for (const { body: answer } of answers) expect(answer).toEqual(answers[0]?.body);
  expect(await written(at)).toEqual({ deliveries: 1, lots: 2 });
});

test('200 who type the same note number at once make one delivery; the others are told which', async () => {
  const at = await canteen(await t.district());
  const body = at.delivery();
  const answers = await Promise.all(
    crowd.map(() =>
      call(t, 'POST /api/v1/deliveries', { as: at.receiver, body: { ...body, lines: [line()] } }),
    ),
  );
  const made = answers.filter(({ status }) => status === 201);
  const told = answers.filter(({ status }) => status === 409);
  expect([made.length, told.length]).toEqual([1, 199]);
  for (const { body: problem } of told) expect(problem.data.deliveryId).toBe(made[0]!.body.id);
  expect(await written(at)).toEqual({ deliveries: 1, lots: 1 });
});

test('the same id with other content is a conflict, and no other school learns whose it is', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const body = at.delivery({ id: newId(t.clock.now()) });
  await call(t, 'POST /api/v1/deliveries', { as: at.receiver, body });
  const changed = { ...body, vehicle: '沪A12345' };
  expect((await call(t, 'POST /api/v1/deliveries', { as: at.receiver, body: changed })).status).toBe(409);
  const elsewhere = await canteen(district, { schoolName: '第二小学' });
  const stranger = await call(t, 'POST /api/v1/deliveries', {
    as: elsewhere.receiver,
    body: elsewhere.delivery({ id: body.id }),
  });
  expect(stranger.status).toBe(409);
  expect(stranger.body.data).not.toHaveProperty('deliveryId');
});

test('a batch is recorded in order, with one statement for all lines', async () => {
  const at = await canteen(await t.district());
  const deliveries = Array.from({ length: 12 }, () =>
    at.delivery({ id: newId(t.clock.now()), lines: [line(), pork(), rice()] }),
  );
  const { status, body } = await call(t, 'POST /api/v1/deliveries/batch', {
    as: at.receiver,
    body: { deliveries },
  });
  expect(status).toBe(201);
  expect(body.map(({ id }: { id: string }) => id)).toEqual(deliveries.map(({ id }) => id));
  expect(await written(at)).toEqual({ deliveries: 12, lots: 36 });
  const again = await call(t, 'POST /api/v1/deliveries/batch', {
    as: at.receiver,
    body: { deliveries: deliveries.slice(3, 5) },
  });
  expect(again.body).toEqual(body.slice(3, 5));
});

test('one bad delivery keeps the whole batch out, and is named', async () => {
  const at = await canteen(await t.district());
  const deliveries = [at.delivery(), at.delivery({ lines: [line(), pork({ papers: [] })] }), at.delivery()];
  const answer = await call(t, 'POST /api/v1/deliveries/batch', { as: at.receiver, body: { deliveries } });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      errors: [{ pointer: '/deliveries/1/lines/1/papers' }, { pointer: '/deliveries/1/lines/1/papers' }],
    },
  });
  expect(await written(at)).toEqual({ deliveries: 0, lots: 0 });
});

test('a note number twice in a batch, an unknown supplier, a locked second person: 409, 404, 429', async () => {
  const at = await canteen(await t.district());
  const send = (deliveries: unknown[]) =>
    call(t, 'POST /api/v1/deliveries/batch', { as: at.receiver, body: { deliveries } });
  const { noteNumber } = at.delivery();
  expect((await send([at.delivery({ noteNumber }), at.delivery({ noteNumber })])).status).toBe(409);
  expect((await send([at.delivery({ supplierId: newId(t.clock.now()) })])).status).toBe(404);
  const wrong = { ...secondSigner(at.manager), pin: '000000' };
  for (let tries = 0; tries < 5; tries++) await send([at.delivery({ coSigner: wrong })]);
  expect((await send([at.delivery()])).status).toBe(429);
  expect(await written(at)).toEqual({ deliveries: 0, lots: 0 });
});

test('at most 100 deliveries and 1,000 lines go in one batch', async () => {
  const at = await canteen(await t.district());
  const many = (deliveries: number, lines: number) =>
    Array.from({ length: deliveries }, () =>
      at.delivery({ lines: Array.from({ length: lines }, () => line()) }),
    );
  await expect(recordDeliveries(at.receiver.ctx, { deliveries: many(101, 1) })).rejects.toThrow('100');
  await expect(recordDeliveries(at.receiver.ctx, { deliveries: many(21, 48) })).rejects.toThrow(
    'too-many-lines',
  );
});
