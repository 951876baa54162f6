import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '#services/errors.ts';
import { cookDish, disposeLot, issueLots, prepareLots, restockLot } from '#services/kitchen/index.ts';
import { type Person, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { testKitchen } from '#tests/support/kitchen.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

interface Cook {
  readonly receiver: Person;
  readonly witness: { readonly username: string; readonly pin: string };
  readonly lotIds: readonly string[];
}

const steps = {
  issue: ({ receiver }: Cook, lotId: string, grams: number) =>
    issueLots(receiver.ctx, { lots: [{ lotId, grams }], purpose: '午餐', issuedTo: '赵师傅' }),
  restock: ({ receiver }: Cook, lotId: string, grams: number) =>
    restockLot(receiver.ctx, { lotId, grams, reason: '多领' }),
  cook: ({ receiver }: Cook, lotId: string, grams: number) =>
    cookDish(receiver.ctx, { name: '菜', mealKind: 'lunch', inputs: [{ lotId, grams }] }),
  prepare: ({ receiver }: Cook, lotId: string, grams: number) => {
    const [part, rest] = [Math.ceil(grams / 3), grams - Math.ceil(grams / 3)];
    const outputs = [part, rest]
      .filter((share) => share > 0)
      .map((share) => ({ name: '半成品', grams: share, inputs: [{ lotId, grams: share }] }));
    return prepareLots(receiver.ctx, { outputs });
  },
  'dispose of stored': ({ receiver, witness }: Cook, lotId: string, grams: number) =>
    disposeLot(receiver.ctx, { lotId, place: 'store', grams, reason: '变质', witness }),
};

const step = fc.record({
  what: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
  lot: fc.nat({ max: 1 }),
  grams: fc.integer({ min: 1, max: 700 }),
});

const refusals = ['stock-exceeded', 'lot-not-available'];

/** Carries a step out, or finds it refused for want of stock. Anything else is a fault. */
async function attempt(
  cook: Cook,
  { what, lot, grams }: { what: keyof typeof steps; lot: number; grams: number },
) {
  try {
    await steps[what](cook, cook.lotIds[lot] as string, grams);
    return grams;
  } catch (error) {
    if (error instanceof DomainError && refusals.includes(error.code)) return 0;
    throw error;
  }
}

/** Received = in the store + in the kitchen + what went into something else, or was destroyed. */
async function expectBalance(lotId: string): Promise<void> {
  const lot = await t.owner.selectFrom('lots').selectAll().where('id', '=', lotId).executeTakeFirstOrThrow();
  const kitchen = await t.owner
    .selectFrom('kitchenStock')
    .selectAll()
    .where('lotId', '=', lotId)
    .executeTakeFirst();
  const links = await t.owner
    .selectFrom('lotLinks')
    .select('quantityGrams')
    .where('parent', '=', lot.number)
    .execute();
  const gone = links.reduce((sum, { quantityGrams }) => sum + (quantityGrams ?? 0), 0);
  const [stored, cooking] = [lot.remainingGrams ?? 0, kitchen?.remainingGrams ?? 0];
  expect(stored).toBeGreaterThanOrEqual(0);
  expect(cooking).toBeGreaterThanOrEqual(0);
  expect(stored + cooking + gone).toBe(lot.quantityGrams);
  expect(lot.status).toBe(stored === 0 ? 'closed' : 'open');
}

async function newCook(quantityGrams: number): Promise<Cook> {
  const k = await testKitchen(t);
  const lotIds = [await k.deliver({ quantityGrams }), await k.deliver({ quantityGrams })].map(({ id }) => id);
  return { receiver: k.receiver, witness: { username: k.manager.username, pin }, lotIds };
}

test('whatever the kitchen does in whatever order, every gram is somewhere and none is there twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (sequence) => {
      const cook = await newCook(1_000);
      for (const next of sequence) {
        await attempt(cook, next);
        for (const lotId of cook.lotIds) await expectBalance(lotId);
      }
    }),
    { numRuns: 12 },
  );
});

test('and when all of it happens at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (sequence) => {
      const cook = await newCook(1_000);
      for (const lotId of cook.lotIds) await steps.issue(cook, lotId, 500);
      await Promise.all(sequence.map((next) => attempt(cook, next)));
      for (const lotId of cook.lotIds) await expectBalance(lotId);
    }),
    { numRuns: 10 },
  );
});

test('of two who want the last kilogram, one gets it', async () => {
  const cook = await newCook(1_000);
  const [lotId] = cook.lotIds as [string];
  const both = (what: keyof typeof steps) =>
    Promise.all([1, 2].map(() => attempt(cook, { what, lot: 0, grams: 1_000 })));
  expect((await both('issue')).sort()).toEqual([0, 1_000]);
  expect((await both('cook')).sort()).toEqual([0, 1_000]);
  await expectBalance(lotId);
});

test('who takes the same lots in opposite order, for one dish or one after the other, blocks nobody', async () => {
  const cook = await newCook(10_000);
  for (const lotId of cook.lotIds) await steps.issue(cook, lotId, 10_000);
  const dish = (lotIds: readonly string[]) =>
    cookDish(cook.receiver.ctx, {
      name: '拼盘',
      mealKind: 'lunch',
      inputs: lotIds.map((lotId) => ({ lotId, grams: 100 })),
    });
  const goods = (lotIds: readonly string[]) =>
    prepareLots(cook.receiver.ctx, {
      outputs: lotIds.map((lotId) => ({ name: '半成品', grams: 100, inputs: [{ lotId, grams: 100 }] })),
    });
  const orders = Array.from({ length: 8 }, (_, i) => (i % 2 ? cook.lotIds : cook.lotIds.toReversed()));
  await Promise.all(orders.map(dish));
  await Promise.all(orders.map(goods));
  for (const lotId of cook.lotIds) await expectBalance(lotId);
});
