import type { Reader } from '../context.ts';
import { anyId } from '../db/any-of.ts';

interface Replacement {
  readonly id: string;
  readonly recordedAt: string;
}

/** The records that took the place of those that rows name, by the id of the one that was replaced. */
export async function replacementsOf(
  db: Reader,
  rows: readonly { readonly recordId: string }[],
): Promise<ReadonlyMap<string, Replacement>> {
  const found = await db
    .selectFrom('records')
    .select(['id', 'replacesId', 'recordedAt'])
    .where('replacesId', '=', anyId(rows.map(({ recordId }) => recordId)))
    .execute();
  return new Map(found.map((record) => [record.replacesId as string, record]));
}
