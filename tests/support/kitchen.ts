import { transact } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { issueLots } from '#services/kitchen/index.ts';
import { holdLot, makeLot, type NewLot, releaseLot } from '#services/lots/index.ts';
import type { Person, TestApp } from './app.ts';

type District = Awaited<ReturnType<TestApp['district']>>;

/** A school with a receiver and a manager, whose delivery lots are made directly in the trace graph. */
export async function testKitchen(
  t: TestApp,
  district?: District,
  name?: string,
  more: Parameters<District['school']>[1] = {},
) {
  const d = district ?? (await t.district());
  const { id: schoolId } = await d.school(name, more);
  const receiver = await d.person('receiver', { schoolId });
  const manager = await d.person('manager', { schoolId });
  const deliver = (lot: Partial<NewLot> & { quantityGrams: number }) => deliverLot(receiver, schoolId, lot);
  return {
    district: d,
    schoolId,
    receiver,
    manager,
    /** An inspector holds a lot of any school of the district. */
    hold: async (lotId: string) =>
      await holdLot((await d.person('inspector')).ctx, { lotId, reason: '接到投诉：发现异物' }),
    release: async (lotId: string) =>
      await releaseLot((await d.person('inspector')).ctx, { lotId, reason: '检验合格' }),
    /** A delivery lot in the store. */
    deliver,
    /** A delivery lot that the kitchen has all of. */
    issued: async (lot: Partial<NewLot> & { quantityGrams: number }) => {
      const made = await deliver(lot);
      const lots = [{ lotId: made.id, grams: lot.quantityGrams }];
      await issueLots(receiver.ctx, { lots, purpose: '午餐', issuedTo: '赵师傅' });
      return made;
    },
  };
}

async function deliverLot(person: Person, schoolId: string, lot: Partial<NewLot>) {
  return await transact(person.ctx, (tx) =>
    makeLot(tx, {
      kind: 'delivery',
      schoolId,
      name: '番茄',
      goodsCode: 'VEG.FRUITING',
      beganAt: tx.clock.now(),
      quantityGrams: null,
      recordId: newId(tx.clock.now()),
      ...lot,
    }),
  );
}
