import { sql } from 'kysely';
import type { Reader } from '../context.ts';
import type { Db } from '../db/connect.ts';

/** Reads the queue, the checkpoints and the anchorings of all districts: ids, sizes and hashes, never content. */
export async function acrossDistricts<T>(db: Db, query: (db: Reader) => Promise<T>): Promise<T> {
  return await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`select set_config('shansu.job', 'log', true)`.execute(tx);
      return await query(tx as unknown as Reader);
    });
}

/** Districts with records that wait for a place in the log. */
export async function districtsWithQueue(db: Db): Promise<string[]> {
  const districts = await acrossDistricts(db, (reader) =>
    reader
      .selectFrom('districts')
      .select('id')
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('leafQueue').select('place').whereRef('leafQueue.districtId', '=', 'districts.id')),
      )
      .orderBy('id')
      .execute(),
  );
  return districts.map(({ id }) => id);
}

export interface LogProgress {
  readonly districtId: string;
  /** Size of the newest checkpoint. */
  readonly signed: number;
  /** Size of the newest checkpoint that the ledger is known to have; 0 if none. */
  readonly anchored: number;
}

/** How far each district's log has come, and how far on one ledger. Districts without a checkpoint are left out. */
export async function logProgress(db: Db, ledgerName: string): Promise<LogProgress[]> {
  const logs = await acrossDistricts(db, (reader) =>
    reader
      .selectFrom('districts')
      .select(({ selectFrom }) => [
        'id as districtId',
        // An index step for each district, where max() over a group would read every row.
        selectFrom('checkpoints')
          .select('size')
          .whereRef('checkpoints.districtId', '=', 'districts.id')
          .orderBy('size', 'desc')
          .limit(1)
          .as('signed'),
        selectFrom('anchorings')
          .select('size')
          .whereRef('anchorings.districtId', '=', 'districts.id')
          .where('ledgerName', '=', ledgerName)
          .orderBy('size', 'desc')
          .limit(1)
          .as('anchored'),
      ])
      .orderBy('id')
      .execute(),
  );
  return logs.flatMap(({ districtId, signed, anchored }) =>
    signed === null ? [] : [{ districtId, signed, anchored: anchored ?? 0 }],
  );
}
