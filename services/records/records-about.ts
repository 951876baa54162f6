import type { RecordOf, RecordType } from '#schemas/records/index.ts';
import type { Reader } from '../context.ts';
import { readableRecord } from './readable-record.ts';

/** The readable records of some types about some subjects, by subject, in the order in which they were recorded. */
export async function recordsAbout<Type extends RecordType>(
  db: Reader,
  subjects: readonly { readonly districtId: string; readonly id: string }[],
  types: readonly Type[],
): Promise<ReadonlyMap<string, readonly RecordOf<Type>[]>> {
  const [first] = subjects;
  if (!first || types.length === 0) return new Map();
  const found = await db
    .selectFrom('records')
    .select(['subjectId', 'type', 'canonical'])
    .where('districtId', '=', first.districtId)
    .where(
      'subjectId',
      'in',
      subjects.map(({ id }) => id),
    )
    .where('type', 'in', types)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  const groups = Map.groupBy(found, ({ subjectId }) => subjectId);
  return new Map(
    [...groups].map(([subject, rows]) => [
      subject,
      rows.flatMap((row) => (readableRecord(row) as RecordOf<Type> | undefined) ?? []),
    ]),
  );
}
