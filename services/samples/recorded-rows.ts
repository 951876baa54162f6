import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';

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
      dueAt: record.dueAt,
      container: record.container,
      takenById: record.actor.account as string,
      discardedAt: discarded?.occurredAt ?? null,
    }),
    { subjects: true, later: ['sample-discarded'] },
  ),
  recordedRows('lots', ['sample-taken'], (record) => ({
    id: record.subject,
    kind: 'sample' as const,
    schoolId: record.school as string,
    name: record.dish.name,
    code: record.code,
    beganAt: record.occurredAt,
    quantityGrams: record.grams,
  })),
  recordedRows(
    'cabinets',
    ['cabinet-added'],
    (record) => ({ id: record.subject, schoolId: record.school as string, name: record.name }),
    { subjects: true },
  ),
  recordedRows('cabinetReadings', ['cabinet-measured'], (record) => ({
    schoolId: record.school as string,
    cabinetId: record.subject,
    temperatureMilliC: record.temperatureMilliC,
    measuredAt: record.occurredAt,
  })),
];
