import { auditPersonalValues } from './audit-personal.ts';
import { type Audited, pageSize } from './audited.ts';
import { readRecords } from './entries.ts';
import { judgeRecord, leafOfColumns, recompute } from './judge-record.ts';

/**
 * Records without a place in the log: they must be in the queue. Those that wait are compared with their own digest;
 * nothing outside the database covers them yet.
 */
export async function auditUnlogged(audited: Audited): Promise<void> {
  const { db, districtId, report } = audited;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await db
      .selectFrom('records')
      .leftJoin('logLeaves', (join) =>
        join
          .onRef('logLeaves.districtId', '=', 'records.districtId')
          .onRef('logLeaves.recordId', '=', 'records.id'),
      )
      .leftJoin('leafQueue', (join) =>
        join
          .onRef('leafQueue.districtId', '=', 'records.districtId')
          .onRef('leafQueue.recordId', '=', 'records.id'),
      )
      .select(['records.id', 'logLeaves.leafIndex', 'leafQueue.place'])
      .where('records.districtId', '=', districtId)
      .where('records.id', '>', after)
      .orderBy('records.id')
      .limit(pageSize)
      .execute();
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
    const unlogged = page.filter(({ leafIndex }) => leafIndex === null);
    for (const { id } of unlogged.filter(({ place }) => place === null))
      report.add('record-unlogged', 'records', id);
    report.counts.pending += unlogged.filter(({ place }) => place !== null).length;
    await judgeUnlogged(
      audited,
      unlogged.map(({ id }) => id),
    );
  }
}

async function judgeUnlogged(audited: Audited, ids: readonly string[]): Promise<void> {
  const { db, districtId, report } = audited;
  const judged = [];
  for (const record of await readRecords(db, districtId, ids)) {
    const recomputed = recompute(record);
    const leaf = leafOfColumns(record);
    if (!leaf) report.add('record-column', 'records.type or records.digest', record.id);
    else
      for (const { code, place } of judgeRecord(record, recomputed, leaf)) report.add(code, place, record.id);
    judged.push({ id: record.id, content: recomputed?.content });
  }
  await auditPersonalValues(audited, judged);
}

/** Queue entries and personal values that belong to no record, and queue entries of records that have their place. */
export async function auditStrays({ db, districtId, report }: Audited): Promise<void> {
  const queue = await db
    .selectFrom('leafQueue')
    .select('recordId')
    .where('districtId', '=', districtId)
    .where(({ eb, exists, not, or, selectFrom }) =>
      or([
        exists(
          selectFrom('logLeaves')
            .select('leafIndex')
            .whereRef('logLeaves.districtId', '=', 'leafQueue.districtId')
            .whereRef('logLeaves.recordId', '=', 'leafQueue.recordId'),
        ),
        not(
          exists(
            selectFrom('records')
              .select(eb.lit(1).as('one'))
              .whereRef('records.districtId', '=', 'leafQueue.districtId')
              .whereRef('records.id', '=', 'leafQueue.recordId'),
          ),
        ),
      ]),
    )
    .limit(pageSize)
    .execute();
  for (const { recordId } of queue) report.add('queue-stray', 'leaf_queue', recordId);
  const values = await db
    .selectFrom('personalValues')
    .select(['recordId', 'path'])
    .where('districtId', '=', districtId)
    .where(({ eb, exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('records')
            .select(eb.lit(1).as('one'))
            .whereRef('records.districtId', '=', 'personalValues.districtId')
            .whereRef('records.id', '=', 'personalValues.recordId'),
        ),
      ),
    )
    .limit(pageSize)
    .execute();
  for (const { recordId, path } of values) report.add('personal-stray', `personal_values ${path}`, recordId);
}
