import type { RecordOf, RecordType } from '#schemas/records/index.ts';
import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';
import { readableRecord } from './readable-record.ts';

/** The readable records of some types about each of some subjects, in the order in which they were recorded. */
export async function recordsAbout<Type extends RecordType>(
  db: Reader,
  subjects: readonly { readonly districtId: string; readonly id: string }[],
  types: readonly Type[],
): Promise<(subjectId: string) => readonly RecordOf<Type>[]> {
  const [first] = subjects;
  if (!first || types.length === 0) return () => [];
  const found = await db
    .selectFrom('records')
    .select(['subjectId', 'type', 'canonical'])
    .where('districtId', '=', first.districtId)
    .where('subjectId', '=', anyId(subjects.map(({ id }) => id)))
    .where('type', 'in', types)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  const groups = Map.groupBy(found, ({ subjectId }) => subjectId);
  const records = new Map([...groups].map(([id, rows]) => [id, rows.flatMap((row) => readable<Type>(row))]));
  return (subjectId) => records.get(subjectId) ?? [];
}

/** The readable records of some types that rows name, by id. */
export async function recordsNamed<Type extends RecordType>(
  db: Reader,
  rows: readonly { readonly districtId: string; readonly recordId: string | null }[],
  types: readonly Type[],
): Promise<ReadonlyMap<string | null, RecordOf<Type>>> {
  const [first] = rows;
  if (!first) return new Map();
  const found = await db
    .selectFrom('records')
    .select(['id', 'type', 'canonical'])
    .where('districtId', '=', first.districtId)
    .where('id', '=', anyId(rows.flatMap(({ recordId }) => recordId ?? [])))
    .where('type', 'in', types)
    .execute();
  return new Map(found.flatMap((row) => readable<Type>(row).map((record) => [row.id, record])));
}

const readable = <Type extends RecordType>(row: { type: string; canonical: string }) =>
  [readableRecord(row)].filter((record) => record !== undefined) as RecordOf<Type>[];
