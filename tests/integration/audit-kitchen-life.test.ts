import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { correctDelivery, returnToSupplier, signDelivery } from '#services/batches/index.ts';
import { DomainError } from '#services/errors.ts';
import {
  acceptTransfer,
  cookDish,
  disposeLot,
  issueLots,
  prepareLots,
  relabelLot,
  restockLot,
  topUpVat,
  transferLot,
} from '#services/kitchen/index.ts';
import { holdLot, releaseLot } from '#services/lots/index.ts';
import { addCabinet, discardSample, takeSample } from '#services/samples/index.ts';
import { type Person, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { type Canteen, canteen, line, receivedDelivery, secondSigner } from '#tests/support/batches.ts';

/** Stock, status, vessels and transfers as the verbs keep them are what the audit derives from the records. */

let t: TestApp;
let at: Canteen;
let inspector: Person;
let neighbour: Person;
let toSchoolId: string;
let cabinetId: string;
beforeAll(async () => {
  t = await testApp();
  at = await canteen(await t.district());
  inspector = await at.district.person('inspector');
  ({ id: toSchoolId } = await at.district.school('分校'));
  neighbour = await at.district.person('receiver', { schoolId: toSchoolId });
  cabinetId = (await addCabinet(at.manager.ctx, { name: '留样柜' })).id;
});
afterAll(() => t[Symbol.asyncDispose]());

interface Life {
  readonly deliveryId: string;
  /** As it was last stated. */
  stated: ReturnType<Canteen['delivery']>;
  /** Lots of the school, dishes and samples too, in the order in which they came to be. */
  readonly lots: string[];
  readonly transfers: string[];
}

interface Step {
  readonly lot: string;
  readonly other: string;
  readonly grams: number;
  readonly isSecond: boolean;
}

const reason = '随机';
const quantity = 1_000;

type Deed = (life: Life, step: Step) => Promise<void>;

/** Everything that a canteen, its neighbour and an inspector can do to stock. */
const deeds = {
  issue: async (_, { lot: lotId, grams }) => {
    await issueLots(at.receiver.ctx, { lots: [{ lotId, grams }], purpose: '午餐', issuedTo: '赵师傅' });
  },
  restock: async (_, { lot: lotId, grams }) => {
    await restockLot(at.receiver.ctx, { lotId, grams, reason });
  },
  cook: async ({ lots }, { lot: lotId, grams }) => {
    const inputs = [{ lotId, grams }];
    lots.push((await cookDish(at.receiver.ctx, { name: '菜', mealKind: 'lunch', inputs })).id);
  },
  prepare: async ({ lots, deliveryId }, { lot: lotId, grams, isSecond }) => {
    const output = { name: '半成品', grams, inputs: [{ lotId, grams }] };
    const byProduct = { name: '边角料', grams: 1, inputs: [{ lotId, grams: 1 }] };
    const outputs = isSecond ? [output, byProduct] : [{ ...output, vessel: `油缸 ${deliveryId.slice(-12)}` }];
    const made = await prepareLots(at.receiver.ctx, { outputs });
    lots.push(...made.lots.map(({ id }) => id));
  },
  'top up': async ({ lots }, { lot: vatLotId, other: lotId, grams }) => {
    lots.push((await topUpVat(at.receiver.ctx, { vatLotId, inputs: [{ lotId, grams }] })).id);
  },
  dispose: async (_, { lot: lotId, grams, isSecond }) => {
    const place = isSecond ? 'store' : 'kitchen';
    await disposeLot(at.receiver.ctx, { lotId, place, grams, reason, witness: secondSigner(at.manager) });
  },
  relabel: async ({ lots }, { lot: lotId }) => {
    lots.push((await relabelLot(at.manager.ctx, { lotId, reason })).id);
  },
  return: async (_, { lot: lotId, grams }) => {
    await returnToSupplier(at.manager.ctx, { lotId, grams, reason, witness: '送货员' });
  },
  transfer: async (life, { lot: lotId, grams }) => {
    life.transfers.push((await transferLot(at.manager.ctx, { lotId, grams, toSchoolId })).id);
  },
  accept: async ({ transfers }) => {
    await acceptTransfer(neighbour.ctx, { transferId: transfers.shift() ?? '' });
  },
  hold: async (_, { lot: lotId, isSecond }) => {
    await holdLot((isSecond ? inspector : at.manager).ctx, { lotId, reason });
  },
  release: async (_, { lot: lotId }) => {
    await releaseLot(inspector.ctx, { lotId, reason });
  },
  sample: async ({ lots }, { lot: dishId }) => {
    const sample = { dishId, grams: 150, cabinetId, container: 'A-01' };
    lots.push((await takeSample(at.receiver.ctx, sample)).id);
  },
  discard: async (_, { lot: sampleId }) => {
    const witness = { username: at.manager.username, pin };
    await discardSample(at.receiver.ctx, { sampleId, reason, witness });
  },
  correct: async (life, { grams, isSecond }) => {
    const { schoolId: _school, coSigner: _signer, ...content } = life.stated;
    const [first, ...rest] = content.lines as [ReturnType<typeof line>];
    const { id, papers } = first;
    const lines = [line({ id, papers, acceptedGrams: grams + 300 }), ...(isSecond ? rest : [])];
    const signed = isSecond ? { coSigner: secondSigner(at.receiver) } : {};
    await correctDelivery(at.manager.ctx, {
      ...content,
      ...signed,
      deliveryId: life.deliveryId,
      lines,
      reason,
    });
    life.stated = { ...life.stated, lines };
  },
  sign: async ({ deliveryId }) => {
    await signDelivery(at.receiver.ctx, { deliveryId });
  },
} satisfies Record<string, Deed>;

const step = fc.record({
  what: fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
  lot: fc.nat({ max: 7 }),
  other: fc.nat({ max: 7 }),
  // So that lots are used up to the last gram often.
  grams: fc.constantFrom(1, 300, 700, quantity),
  isSecond: fc.boolean(),
});

async function newLife(): Promise<Life> {
  const lines = [line({ acceptedGrams: quantity }), line({ acceptedGrams: quantity })];
  const stated = at.delivery({ arrivedAt: t.clock.now(), lines });
  const { id, lots } = await receivedDelivery(at, stated);
  return { deliveryId: id, stated, lots: lots.map(({ lotId }) => lotId), transfers: [] };
}

const act = async (life: Life, what: keyof typeof deeds, of: Partial<Step> = {}) => {
  const lot = life.lots[0] as string;
  await deeds[what](life, { lot, other: lot, grams: 300, isSecond: false, ...of });
  t.clock.advance(60_000);
};

test('a lot that goes through everything is as its records say', async () => {
  const life = await newLife();
  const { lots } = life;
  const made = () => lots.at(-1) as string;
  await act(life, 'issue', { grams: quantity });
  await act(life, 'restock', { grams: 1 });
  await act(life, 'restock');
  await act(life, 'prepare');
  const vat = made();
  await act(life, 'prepare', { lot: vat, grams: 150, isSecond: true });
  await act(life, 'top up', { lot: vat, grams: 100 });
  await act(life, 'relabel', { lot: made() });
  await act(life, 'cook', { lot: made(), grams: 100 });
  await act(life, 'sample', { lot: made() });
  await act(life, 'hold', { lot: made() });
  await act(life, 'release', { lot: made() });
  t.clock.advance(49 * 3_600_000);
  await act(life, 'discard', { lot: made() });
  await act(life, 'correct', { grams: 900 });
  await act(life, 'restock', { grams: 1 });
  await act(life, 'sign');
  await act(life, 'transfer', { grams: 10 });
  await act(life, 'transfer', { grams: 10 });
  await act(life, 'accept');
  await act(life, 'return', { grams: 10 });
  await act(life, 'dispose', { grams: 10 });
  await act(life, 'dispose', { grams: 10, isSecond: true });
  await act(life, 'relabel');
  expect((await audit(t)).findings).toEqual([]);
});

/** Carries a step out, or finds it refused: much of what chance thinks of is against the rules. */
async function attempt(life: Life, what: keyof typeof deeds, of: Step): Promise<void> {
  try {
    await act(life, what, of);
  } catch (error) {
    if (!(error instanceof DomainError || error instanceof z.ZodError)) throw error;
  }
}

test('whatever happens to stock in whatever order, the audit derives it as the product keeps it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50 }), async (steps) => {
      const life = await newLife();
      for (const lot of life.lots) await act(life, 'issue', { lot });
      const chosen = (index: number) => life.lots[index % life.lots.length] as string;
      for (const { what, lot, other, ...of } of steps)
        await attempt(life, what, { ...of, lot: chosen(lot), other: chosen(other) });
      expect((await audit(t)).findings).toEqual([]);
    }),
    { numRuns: 8 },
  );
}, 240_000);

test('and when it happens at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      const life = await newLife();
      for (const lot of life.lots) await act(life, 'issue', { lot });
      for (const isSecond of [false, true]) await act(life, 'prepare', { isSecond, grams: 100 });
      const chosen = (index: number) => life.lots[index % life.lots.length] as string;
      await Promise.all(
        steps.map(({ what, lot, other, ...of }) =>
          attempt(life, what, { ...of, lot: chosen(lot), other: chosen(other) }),
        ),
      );
      expect((await audit(t)).findings).toEqual([]);
    }),
    { numRuns: 8 },
  );
}, 240_000);
