import type { LotUse } from '#schemas/lot-use.ts';
import { cookDish, issueLots, prepareLots, serveMeal, topUpVat } from '#services/kitchen/index.ts';
import { addCabinet, takeSample } from '#services/samples/index.ts';
import type { TestApp } from './app.ts';
import { type Canteen, type Line, pork, receivedDelivery, rice } from './batches.ts';

const minute = 60_000;

/** The verbs of a canteen, each a minute after the other, so that a trace has an order in time. */
function workIn(t: TestApp, at: Canteen) {
  const { ctx } = at.receiver;
  const later = async <T>(act: Promise<T>): Promise<T> => {
    const done = await act;
    t.clock.advance(minute);
    return done;
  };
  const use = (lot: { lotId: string } | { id: string }, grams: number): LotUse => ({
    lotId: 'lotId' in lot ? lot.lotId : lot.id,
    grams,
  });
  return {
    use,
    /** One delivery, signed by two, whose lots the kitchen has all of. */
    receive: async (...lines: Line[]) => {
      const { lots } = await later(receivedDelivery(at, { arrivedAt: t.clock.now(), lines }));
      for (const { lotId, acceptedGrams: grams } of lots)
        await later(issueLots(ctx, { lots: [{ lotId, grams }], purpose: '午餐', issuedTo: '赵师傅' }));
      return lots;
    },
    prepare: async (name: string, inputs: LotUse[], vessel?: string) => {
      const grams = inputs.reduce((sum, input) => sum + input.grams, 0);
      const output = { name, grams, inputs, ...(vessel ? { vessel } : {}) };
      const { lots } = await later(prepareLots(ctx, { outputs: [output] }));
      return lots[0] as (typeof lots)[number];
    },
    topUp: (vat: { id: string }, inputs: LotUse[]) => later(topUpVat(ctx, { vatLotId: vat.id, inputs })),
    cook: (name: string, inputs: LotUse[]) => later(cookDish(ctx, { name, mealKind: 'lunch', inputs })),
    sample: async (dish: { id: string }) => {
      const { id: cabinetId } = await addCabinet(at.manager.ctx, { name: `留样柜 ${dish.id}` });
      return await later(takeSample(ctx, { dishId: dish.id, grams: 150, cabinetId, container: 'A-01' }));
    },
    serve: (diners: number, ...dishes: { id: string }[]) =>
      later(serveMeal(ctx, { kind: 'lunch', diners, dishIds: dishes.map(({ id }) => id) })),
  };
}

/**
 * Pork and rice of one day become a lunch: the pork through a semi-finished good, the rice through a bin that is
 * topped up after the first dish was taken out of it.
 */
export async function servedLunch(t: TestApp, at: Canteen) {
  const work = workIn(t, at);
  const { use } = work;
  const [meat, firstRice] = await work.receive(pork(), rice());
  const [secondRice] = await work.receive(rice({ supplierLot: 'R2512', acceptedGrams: 20_000 }));
  if (!meat || !firstRice || !secondRice) throw new Error('nothing was accepted');
  const slices = await work.prepare('肉片（上浆）', [use(meat, 25_000)]);
  const bin = await work.prepare('米', [use(firstRice, 50_000)], '米桶');
  const congee = await work.cook('白粥', [use(bin, 10_000)]);
  const topped = await work.topUp(bin, [use(secondRice, 20_000)]);
  const rice2 = await work.cook('米饭', [use(topped, 60_000)]);
  const porkDish = await work.cook('滑肉片', [use(slices, 25_000)]);
  const sample = await work.sample(porkDish);
  const meal = await work.serve(780, rice2, porkDish);
  return { meat, firstRice, secondRice, slices, bin, congee, topped, rice: rice2, porkDish, sample, meal };
}
