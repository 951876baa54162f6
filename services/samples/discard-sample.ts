import { personal } from '#schemas/records/record.ts';
import { NewSampleDiscard } from '#schemas/sample.ts';
import { authorise, confirmSecondPerson, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { endTrace } from '../kitchen/index.ts';
import { lockLot, mentionLot, reduceStock } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { refusals, smp03SampleDisposal } from '../rules/index.ts';
import { type SchoolFacts, schoolOf } from '../schools/index.ts';
import { openHoldsBehind } from '../trace/index.ts';
import { scopeAt } from './rule-scope.ts';
import { leftDishAt } from './sample-rules.ts';

/**
 * Discards a sample before a witness, who confirms with an own PIN and is not who took it (SMP-05). Refused before its
 * time, and while a hold is open on the sample, its dish, a meal of it or anything that the dish was made of (SMP-03).
 *
 * @throws DomainError `not-found`, `sample-too-early-to-discard` with the instant, `sample-held`, `lot-not-available`
 * when it was discarded before, `same-signer`, `co-signer-refused`, `locked`
 */
export async function discardSample(ctx: Context, input: NewSampleDiscard): Promise<{ recordId: string }> {
  const actor = authorise(ctx, 'sample.write');
  const schoolId = ownSchool(actor);
  const { sampleId, reason, witness } = NewSampleDiscard.parse(input);
  const seenBy = await confirmSecondPerson(ctx, actor, witness);
  return await transact(ctx, async (tx) => {
    const school = await schoolOf(tx.db, schoolId);
    const sample = await lockSample(tx, schoolId, sampleId);
    await refuseDiscard(tx, school, sample);
    if (seenBy.accountId === sample.takenById) throw new DomainError('same-signer');
    const discardedAt = tx.clock.now();
    const recordId = await appendRecord(tx, {
      type: 'sample-discarded',
      subject: sampleId,
      school: schoolId,
      occurredAt: discardedAt,
      body: {
        schoolName: school.name,
        code: sample.code,
        dish: sample.dish,
        grams: sample.grams,
        cabinet: sample.cabinet,
        container: sample.container,
        sealedAt: sample.sealedAt,
        dueAt: sample.dueAt,
        because: reason,
        witness: seenBy.accountId,
        witnessName: personal(seenBy.displayName),
      },
    });
    await reduceStock(tx, sample.lot, sample.grams);
    await tx.db.updateTable('samples').set({ discardedAt }).where('id', '=', sampleId).execute();
    await endTrace(tx, sample.lot, { grams: sample.grams, disposedAt: discardedAt, recordId });
    return { recordId };
  });
}

type LockedSample = Awaited<ReturnType<typeof lockSample>>;

async function lockSample(tx: Tx, schoolId: string, sampleId: string) {
  const lot = await lockLot(tx, schoolId, sampleId);
  const sample = await tx.db
    .selectFrom('samples')
    .innerJoin('cabinets', 'cabinets.id', 'samples.cabinetId')
    .innerJoin('lots as dish', 'dish.id', 'samples.dishId')
    .select(['dishId', 'grams', 'sealedAt', 'dueAt', 'cabinets.name as cabinet', 'container', 'takenById'])
    .select(['dish.name as dishName', 'dish.code as dishCode', 'dish.beganAt as cookedAt', 'discardedAt'])
    .where('samples.id', '=', sampleId)
    .executeTakeFirst();
  if (!sample) throw new DomainError('not-found', { data: { sampleId } });
  if (sample.discardedAt !== null) throw new DomainError('lot-not-available', { data: { lotId: sampleId } });
  const { dishId, dishName, dishCode, ...facts } = sample;
  const dish = mentionLot({ id: dishId, code: dishCode, name: dishName });
  return { ...facts, lot, code: lot.code as string, dish };
}

async function refuseDiscard(tx: Tx, school: SchoolFacts, sample: LockedSample): Promise<void> {
  const meals = await tx.db
    .selectFrom('mealDishes')
    .innerJoin('lots', 'lots.id', 'mealId')
    .select('number')
    .where('dishId', '=', sample.dish.id)
    .execute();
  const holds = await openHoldsBehind(tx.db, [sample.lot.number, ...meals.map(({ number }) => number)]);
  const holdIds = [...new Set([...holds.values()].flat())];
  const refused = refusals(
    tx.rules.evaluate(smp03SampleDisposal, scopeAt(school, sample.sealedAt), {
      sampleId: sample.lot.id,
      sealedAt: leftDishAt(sample.sealedAt, sample.cookedAt),
      disposedAt: tx.clock.now(),
      holdIds,
    }),
  );
  if (refused.some(({ breach }) => breach === 'held')) {
    throw new DomainError('sample-held', { data: { sampleId: sample.lot.id, holdIds } });
  }
  if (refused.length > 0) {
    throw new DomainError('sample-too-early-to-discard', {
      data: { sampleId: sample.lot.id, dueAt: sample.dueAt },
    });
  }
}
