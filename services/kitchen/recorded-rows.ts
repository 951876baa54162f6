import { derivedRows } from '../records/derived-rows.ts';
import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';
import { recordsNamed } from '../records/records-about.ts';
import { lotsOfKitchen } from './recorded-lots.ts';

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
  recordedRows(
    'lotIssues',
    ['lot-issued'],
    (record) => ({
      schoolId: record.school as string,
      lotId: record.subject,
      grams: record.grams,
      purpose: record.purpose,
      issuedAt: record.occurredAt,
    }),
    { each: true },
  ),
  recordedRows(
    'disposals',
    ['lot-disposed'],
    (record) => ({
      schoolId: record.school as string,
      lotId: record.subject,
      place: record.place,
      grams: record.grams,
      reason: record.because,
      witnessId: record.witness,
      disposedAt: record.occurredAt,
    }),
    { each: true },
  ),
  ...lotsOfKitchen,
];

/** The dishes of a meal are those that its record names. */
export const mealDerivedRows = [
  derivedRows('mealDishes', { of: 'meals', by: 'mealId', key: 'id' }, async (db, meals) => {
    const records = await recordsNamed(db, meals, ['meal-served']);
    return meals.flatMap(({ districtId, id: mealId, recordId }) => {
      const record = records.get(recordId);
      return (record?.dishes ?? []).map(({ id: dishId }) => ({ districtId, mealId, dishId }));
    });
  }),
];
