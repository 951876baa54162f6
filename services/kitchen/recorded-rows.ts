import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';

/** Dishes, meals, issues and disposals, and their lots, are as their records say. */
export const kitchenRecordedRows: readonly RecordedRows[] = [
  recordedRows(
    'dishes',
    ['dish-cooked'],
    (record) => ({
      id: record.subject,
      schoolId: record.school as string,
      mealKind: record.mealKind,
      mealOn: record.mealOn,
      coreTemperatureMilliC: record.coreTemperatureMilliC ?? null,
      traits: record.traits,
      allergens: record.allergens.map(({ code }) => code),
      labelText: record.labelText ?? null,
    }),
    { subjects: true },
  ),
  recordedRows(
    'meals',
    ['meal-served'],
    (record) => ({
      id: record.subject,
      schoolId: record.school as string,
      kind: record.kind,
      servedOn: record.servedOn,
      servedAt: record.occurredAt,
      diners: record.diners,
    }),
    { subjects: true },
  ),
  recordedRows('lotIssues', ['lot-issued'], (record) => ({
    schoolId: record.school as string,
    lotId: record.subject,
    grams: record.grams,
    purpose: record.purpose,
    issuedAt: record.occurredAt,
  })),
  recordedRows('disposals', ['lot-disposed'], (record) => ({
    schoolId: record.school as string,
    lotId: record.subject,
    place: record.place,
    grams: record.grams,
    reason: record.because,
    witnessId: record.witness,
    disposedAt: record.occurredAt,
  })),
  recordedRows('lots', ['dish-cooked'], (record) => ({
    id: record.subject,
    kind: 'dish' as const,
    schoolId: record.school as string,
    name: record.dish.name,
    code: record.dish.code ?? null,
    beganAt: record.occurredAt,
  })),
  recordedRows('lots', ['meal-served'], (record) => ({
    id: record.subject,
    kind: 'meal' as const,
    schoolId: record.school as string,
    code: record.code,
    beganAt: record.occurredAt,
  })),
  recordedRows('lots', ['lot-prepared', 'vat-topped-up'], (record) => ({
    id: record.lot.id,
    kind: 'prepared' as const,
    schoolId: record.school as string,
    name: record.lot.name,
    code: record.lot.code ?? null,
    beganAt: record.occurredAt,
    quantityGrams: record.grams,
    expiresOn: record.expiresOn ?? null,
  })),
];
