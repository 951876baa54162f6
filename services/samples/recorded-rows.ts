import { anyId } from '../db/any-of.ts';
import { noOrigin } from '../lots/index.ts';
import { derivedColumns } from '../records/derived-rows.ts';
import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';
import { recordsNamed } from '../records/records-about.ts';

/** Samples, cabinets and their temperatures are as their records say. */
export const sampleRecordedRows: readonly RecordedRows[] = [
  recordedRows(
    'samples',
    ['sample-taken'],
    (record, _, [discarded]) => ({
      id: record.subject,
      schoolId: record.school as string,
      dishId: record.dish.id,
      grams: record.grams,
      sealedAt: record.occurredAt,
      enteredAt: record.recordedAt,
      dueAt: record.dueAt,
      container: record.container,
      takenById: record.actor.account as string,
      discardedAt: discarded?.occurredAt ?? null,
    }),
    { subjects: true, later: ['sample-discarded'] },
  ),
  recordedRows(
    'lots',
    ['sample-taken'],
    (record) => ({
      id: record.subject,
      kind: 'sample' as const,
      schoolId: record.school as string,
      name: record.dish.name,
      code: record.code,
      beganAt: record.occurredAt,
      quantityGrams: record.grams,
      ...noOrigin,
    }),
    { each: true },
  ),
  recordedRows(
    'cabinets',
    ['cabinet-added'],
    (record) => ({ id: record.subject, schoolId: record.school as string, name: record.name }),
    { subjects: true },
  ),
  recordedRows(
    'cabinetReadings',
    ['cabinet-measured'],
    (record) => ({
      schoolId: record.school as string,
      cabinetId: record.subject,
      temperatureMilliC: record.temperatureMilliC,
      measuredAt: record.occurredAt,
    }),
    { each: true },
  ),
];

/** The record names the cabinet as its school calls it. */
export const sampleDerivedRows = [
  derivedColumns('samples', async (db, samples) => {
    const records = await recordsNamed(db, samples, ['sample-taken']);
    const cabinets = await db
      .selectFrom('cabinets')
      .select(['id', 'schoolId', 'name'])
      .where('schoolId', '=', anyId(new Set(samples.map(({ schoolId }) => schoolId))))
      .execute();
    return samples.flatMap(({ id, recordId, schoolId }) => {
      const record = records.get(recordId);
      if (!record) return [];
      const cabinet = cabinets.find((one) => one.schoolId === schoolId && one.name === record.cabinet);
      return [{ id, cabinetId: cabinet?.id ?? '' }];
    });
  }),
];
