import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';

/** Schools are as the record of their opening says. */
export const schoolRecordedRows: readonly RecordedRows[] = [
  recordedRows(
    'schools',
    ['school-opened'],
    (record) => ({
      id: record.subject,
      name: record.name,
      kind: record.kind,
      creditCode: record.creditCode ?? null,
      canteenMode: record.canteenMode,
      canteenStatus832: record.canteenStatus832,
      representedById: record.representedBy ?? null,
      dinersPerMeal: record.dinersPerMeal,
      sampleMinimumGrams: record.sampleMinimumGrams,
    }),
    { subjects: true },
  ),
];
