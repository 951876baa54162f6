import { transact } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { issueLot } from '#services/kitchen/index.ts';
import { makeLot, type NewLot } from '#services/lots/index.ts';
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
    /** A delivery lot in the store. */
    deliver,
    /** A delivery lot that the kitchen has all of. */
    issued: async (lot: Partial<NewLot> & { quantityGrams: number }) => {
      const made = await deliver(lot);
      const issue = { lotId: made.id, grams: lot.quantityGrams, purpose: '午餐', issuedTo: '赵师傅' };
      await issueLot(receiver.ctx, issue);
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

/** Puts a lot under a hold. */
export async function hold({ owner, clock }: TestApp, lotId: string): Promise<void> {
  const { districtId } = await owner
    .selectFrom('lots')
    .select('districtId')
    .where('id', '=', lotId)
    .executeTakeFirstOrThrow();
  const heldAt = clock.now();
  const row = { id: newId(heldAt), lotId, reason: '投诉', heldAt, heldById: newId(heldAt), liftedAt: null };
  await owner
    .insertInto('holds')
    .values({ districtId, ...row, recordId: newId(heldAt) })
    .execute();
  await owner.updateTable('lots').set({ status: 'held' }).where('id', '=', lotId).execute();
}

/** The newest record about a subject, as text. */
export async function recordAbout({ owner }: TestApp, subjectId: string) {
  const { canonical } = await owner
    .selectFrom('records')
    .innerJoin('leafQueue', 'leafQueue.recordId', 'records.id')
    .select('canonical')
    .where('subjectId', '=', subjectId)
    .orderBy('place', 'desc')
    .executeTakeFirstOrThrow();
  // biome-ignore lint/suspicious/noExplicitAny: tests look into records of every shape
  return JSON.parse(canonical) as any;
}
