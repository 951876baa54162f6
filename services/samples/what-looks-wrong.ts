import type { Finding } from '#schemas/finding.ts';
import { addMonths, civilDateOf, startOfDay } from '#schemas/time.ts';
import type { Reader, Tx } from '../context.ts';
import { anyNumber } from '../db/any-of.ts';
import { smp06SamplePlausibility, smp07SampleTraceable } from '../rules/index.ts';
import type { SchoolFacts } from '../schools/index.ts';
import { walk } from '../trace/index.ts';
import { mealFindings } from './required-samples.ts';
import { scopeAt } from './rule-scope.ts';

interface NewlyTaken {
  readonly id: string;
  readonly dishId: string;
  readonly dishNumber: number;
  readonly sealedAt: string;
}

/**
 * What the rules find about a sample that was just stored (late, back-filled, sealed before it was cooked, not
 * traceable), and about the canteen's samples of the month (many at once, all of one weight), each the first time.
 */
export async function whatLooksWrong(
  tx: Tx,
  school: SchoolFacts,
  taken: NewlyTaken,
): Promise<{ ofSample: Finding[]; ofCanteen: Finding[] }> {
  const plausible = tx.rules.evaluate(smp06SamplePlausibility, scopeAt(school, taken.sealedAt), {
    canteenId: school.id,
    samples: await samplesOfMonth(tx, school.id, taken.sealedAt),
  });
  const ofCanteen = plausible.filter(({ evidence }) => evidence[0] === school.id);
  return {
    ofSample: [
      ...(await lateness(tx, school, taken)),
      ...plausible.filter(({ evidence }) => evidence[0] === taken.id),
      ...(await traceability(tx, school, taken)),
    ],
    ofCanteen: await notYetKnown(tx, school.id, ofCanteen, taken.sealedAt),
  };
}

/** First instant of the civil month in which an instant falls, and of the next one. */
function monthOf(at: string): readonly [string, string] {
  const first = `${civilDateOf(at).slice(0, 7)}-01`;
  return [startOfDay(first), startOfDay(addMonths(first, 1))];
}

async function samplesOfMonth(tx: Tx, schoolId: string, at: string) {
  const [from, to] = monthOf(at);
  return await tx.db
    .selectFrom('samples')
    .innerJoin('lots', 'lots.id', 'samples.dishId')
    .select(['samples.id as sampleId', 'grams as quantityGrams', 'sealedAt'])
    .select(['lots.beganAt as cookedAt', 'enteredAt as receivedAt'])
    .where('samples.schoolId', '=', schoolId)
    .where('sealedAt', '>=', from)
    .where('sealedAt', '<', to)
    .orderBy('sealedAt')
    .execute();
}

/** SMP-01, as far as it is about this sample: sealed too late after the meal was served. */
async function lateness(tx: Tx, school: SchoolFacts, { dishId }: NewlyTaken): Promise<Finding[]> {
  const meals = await tx.db.selectFrom('mealDishes').select('mealId').where('dishId', '=', dishId).execute();
  const found = await mealFindings(
    tx,
    school,
    meals.map(({ mealId }) => mealId),
    tx.clock.now(),
  );
  return found.filter(({ breach, evidence }) => breach === 'late-sample' && evidence.includes(dishId));
}

/** SMP-07: is there a delivery behind the dish? */
async function traceability(tx: Tx, school: SchoolFacts, taken: NewlyTaken): Promise<Finding[]> {
  const { numbers } = await walk(tx.db as unknown as Reader, taken.dishNumber, 'back');
  const batches = await tx.db
    .selectFrom('lots')
    .select('id')
    .where('number', '=', anyNumber(numbers))
    .where('kind', '=', 'delivery')
    .execute();
  return tx.rules.evaluate(smp07SampleTraceable, scopeAt(school, taken.sealedAt), {
    sampleId: taken.id,
    dishes: [{ dishId: taken.dishId, batchIds: batches.map(({ id }) => id) }],
  });
}

/** A month's pattern is found once, by the sample that completes it. */
async function notYetKnown(
  tx: Tx,
  schoolId: string,
  findings: readonly Finding[],
  at: string,
): Promise<Finding[]> {
  if (findings.length === 0) return [];
  const [from] = monthOf(at);
  const known = await tx.db
    .selectFrom('findings')
    .select('data')
    .where('subjectId', '=', schoolId)
    .where('ruleId', '=', 'SMP-06')
    .where('raisedAt', '>=', from)
    .execute();
  const patterns = new Set(known.map(({ data }) => patternOf(data as Pattern)));
  return findings.filter(({ breach, data }) => !patterns.has(patternOf({ breach, ...data })));
}

interface Pattern {
  readonly breach?: unknown;
  readonly quantityGrams?: unknown;
  readonly sealedAt?: unknown;
}
const patternOf = ({ breach, quantityGrams, sealedAt }: Pattern) =>
  JSON.stringify([breach, quantityGrams, typeof sealedAt === 'string' ? sealedAt.slice(0, 19) : null]);
