import type { Cabinet, KeptSample } from '#schemas/sample.ts';
import { authorise, schoolInView } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';

interface OfSchool {
  readonly schoolId?: string | undefined;
}

/** The samples in the cabinets, soonest due first: those that are due may be discarded. */
export async function keptSamples(ctx: Context, { schoolId: named }: OfSchool): Promise<KeptSample[]> {
  const schoolId = schoolInView(authorise(ctx, 'sample.read'), named);
  return await read(ctx, async (db) => {
    const samples = await sampleLines(db)
      .where('samples.schoolId', '=', schoolId)
      .where('discardedAt', 'is', null)
      .orderBy('dueAt')
      .orderBy('sample.number')
      .execute();
    return samples.map(({ status, dishStatus, ...line }) => ({
      ...line,
      held: status === 'held' || dishStatus === 'held',
    }));
  });
}

const sampleLines = (db: Reader) =>
  db
    .selectFrom('samples')
    .innerJoin('lots as sample', 'sample.id', 'samples.id')
    .innerJoin('lots as dish', 'dish.id', 'samples.dishId')
    .innerJoin('dishes', 'dishes.id', 'samples.dishId')
    .innerJoin('cabinets', 'cabinets.id', 'samples.cabinetId')
    .select(['samples.id', 'samples.dishId', 'dish.name as dishName', 'mealKind', 'mealOn', 'grams'])
    .select(['sealedAt', 'dueAt', 'cabinets.name as cabinet', 'container'])
    .select(({ ref }) => [
      ref('sample.code').$notNull().as('code'),
      'sample.status',
      'dish.status as dishStatus',
    ]);

/** The cabinets of a school, each with its latest reading. */
export async function listCabinets(ctx: Context, { schoolId: named }: OfSchool): Promise<Cabinet[]> {
  const schoolId = schoolInView(authorise(ctx, 'sample.read'), named);
  return await read(ctx, (db) =>
    db
      .selectFrom('cabinets')
      .leftJoin('cabinetReadings as reading', 'reading.cabinetId', 'cabinets.id')
      .distinctOn('cabinets.name')
      .select(['cabinets.id', 'name', 'temperatureMilliC', 'measuredAt'])
      .where('cabinets.schoolId', '=', schoolId)
      .orderBy('cabinets.name')
      .orderBy('measuredAt', (order) => order.desc().nullsLast())
      .execute(),
  );
}

/** What stands on a sample's label. The name of who took it stays inside the canteen. */
export interface SampleLabel extends Omit<KeptSample, 'held'> {
  readonly schoolName: string;
  readonly takenByName: string;
}

/** @throws DomainError `not-found` */
export async function sampleLabel(ctx: Context, code: string): Promise<SampleLabel> {
  const actor = authorise(ctx, 'sample.read');
  return await read(ctx, async (db) => {
    const label = await sampleLines(db)
      .innerJoin('schools', 'schools.id', 'samples.schoolId')
      .innerJoin('accounts', 'accounts.id', 'samples.takenById')
      .select(['schools.name as schoolName', 'accounts.displayName as takenByName'])
      .where('sample.code', '=', code)
      .$if(actor.schoolId !== null, (query) => query.where('samples.schoolId', '=', actor.schoolId as string))
      .executeTakeFirst();
    if (!label) throw new DomainError('not-found', { data: { code } });
    const { status: _, dishStatus: __, ...line } = label;
    return line;
  });
}
