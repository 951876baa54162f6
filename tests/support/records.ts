import type { TestApp } from './app.ts';

type Database = Pick<TestApp, 'owner'>;

// biome-ignore lint/suspicious/noExplicitAny: tests look into records of every shape
type AnyRecord = any;

/** What a record says. */
export async function recordOf({ owner }: Database, id: string): Promise<AnyRecord> {
  const { canonical } = await owner
    .selectFrom('records')
    .select('canonical')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return JSON.parse(canonical);
}

/** What the records about something say, in the order in which they were appended; none that has its place in the log. */
export async function recordsAbout({ owner }: Database, subjectId: string): Promise<AnyRecord[]> {
  const records = await owner
    .selectFrom('records')
    .innerJoin('leafQueue', 'leafQueue.recordId', 'records.id')
    .select('canonical')
    .where('subjectId', '=', subjectId)
    .orderBy('place')
    .execute();
  return records.map(({ canonical }) => JSON.parse(canonical));
}

/** The newest of them. */
export const recordAbout = async (t: Database, subjectId: string): Promise<AnyRecord> =>
  (await recordsAbout(t, subjectId)).at(-1);
