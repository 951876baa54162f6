import type { RecordType } from '#schemas/records/index.ts';
import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';

/** When the first record of a type about each of these was taken; corrections came after it. */
export async function firstRecordedAt(
  db: Reader,
  type: RecordType,
  subjects: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await db
    .selectFrom('records')
    .select(({ fn }) => ['subjectId', fn.min('recordedAt').as('recordedAt')])
    .where('subjectId', '=', anyId(subjects.map(({ id }) => id)))
    .where('type', '=', type)
    .groupBy('subjectId')
    .execute();
  return new Map(found.map(({ subjectId, recordedAt }) => [subjectId, recordedAt]));
}
