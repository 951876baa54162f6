import type { Finding } from '#schemas/finding.ts';
import { personal } from '#schemas/records/record.ts';
import { NewSample } from '#schemas/sample.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { happenedAt, linkLots, lockLot, makeLot, mentionLot } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { schoolOf } from '../schools/index.ts';
import { ownCabinet } from './own-cabinet.ts';
import { scopeAt } from './rule-scope.ts';
import { keptUntil, leftDishAt, weightFindings } from './sample-rules.ts';
import { whatLooksWrong } from './what-looks-wrong.ts';

export interface TakenSample {
  readonly id: string;
  readonly code: string;
  readonly recordId: string;
  readonly dueAt: string;
  readonly findings: Finding[];
}

/**
 * Seals a sample of a dish and puts it into a cabinet (O45 art. 40: ≥ 125 g, ≥ 48 h from sealing). The person who signs
 * in is the person who takes it. A held dish may be sampled too: that is evidence.
 *
 * @throws DomainError `not-found`, `lot-not-available` for what is no dish, `invalid-input` below the legal weight
 */
export async function takeSample(ctx: Context, input: NewSample): Promise<TakenSample> {
  const actor = authorise(ctx, 'sample.write');
  const schoolId = ownSchool(actor);
  const { dishId, grams, sealedAt: given, cabinetId, container } = NewSample.parse(input);
  return await transact(ctx, async (tx) => {
    const school = await schoolOf(tx.db, schoolId);
    const dish = await dishToSample(tx, schoolId, dishId);
    const cabinet = await ownCabinet(tx, schoolId, cabinetId);
    const sealedAt = happenedAt(tx, given, '/sealedAt');
    const scope = scopeAt(school, sealedAt);
    const [id, recordId] = [newId(tx.clock.now()), newId(tx.clock.now())];
    const weighed = { sampleId: id, quantityGrams: grams, policyGrams: school.sampleMinimumGrams };
    const light = weightFindings(tx.rules, scope, weighed);
    const takenAt = leftDishAt(sealedAt, dish.beganAt);
    const dueAt = keptUntil(tx.rules, scope, takenAt);
    const { code } = await makeSampleLot(tx, { id, recordId, schoolId, dish, grams, sealedAt, takenAt });
    const row = { id, schoolId, dishId, grams, sealedAt, dueAt, cabinetId, container, recordId };
    const entry = { enteredAt: tx.clock.now(), takenById: actor.accountId, discardedAt: null };
    await tx.db
      .insertInto('samples')
      .values({ districtId: tx.districtId, ...row, ...entry })
      .execute();
    await appendRecord(tx, {
      type: 'sample-taken',
      id: recordId,
      subject: id,
      school: schoolId,
      occurredAt: sealedAt,
      body: {
        schoolName: school.name,
        code,
        dish: mentionLot(dish),
        mealKind: dish.mealKind,
        mealOn: dish.mealOn,
        grams,
        cabinet: cabinet.name,
        container,
        dueAt,
        takenBy: personal(actor.displayName),
      },
    });
    const found = await whatLooksWrong(tx, school, { ...row, dishNumber: dish.number });
    await storeFindings(tx, [
      { subject: { kind: 'sample', id, schoolId, recordId }, findings: [...light, ...found.ofSample] },
      { subject: { kind: 'school', id: schoolId, schoolId, recordId }, findings: found.ofCanteen },
    ]);
    return { id, code, recordId, dueAt, findings: [...light, ...found.ofSample] };
  });
}

async function dishToSample(tx: Tx, schoolId: string, dishId: string) {
  const lot = await lockLot(tx, schoolId, dishId);
  const dish = await tx.db
    .selectFrom('dishes')
    .select(['mealKind', 'mealOn'])
    .where('id', '=', dishId)
    .executeTakeFirst();
  if (!dish) throw new DomainError('lot-not-available', { data: { lotId: dishId, kind: lot.kind } });
  return { ...lot, ...dish };
}

interface SampleLot {
  readonly id: string;
  readonly recordId: string;
  readonly schoolId: string;
  readonly dish: { readonly number: number; readonly name: string };
  readonly grams: number;
  readonly sealedAt: string;
  /** When it left the dish. */
  readonly takenAt: string;
}

async function makeSampleLot(tx: Tx, sample: SampleLot) {
  const { id, recordId, schoolId, dish, grams, sealedAt, takenAt } = sample;
  const lot = await makeLot(tx, {
    id,
    kind: 'sample',
    schoolId,
    name: dish.name,
    beganAt: sealedAt,
    quantityGrams: grams,
    recordId,
  });
  await linkLots(tx, {
    kind: 'sampling',
    schoolId,
    occurredAt: takenAt,
    recordId,
    inputs: [{ number: dish.number, quantityGrams: grams }],
    outputs: [lot],
  });
  return lot;
}
