import type { RecordOf } from '#schemas/records/index.ts';
import { noOrigin, originColumns } from '../lots/index.ts';
import { recordedRows } from '../records/recorded-rows.ts';
import { mealName } from './meal-name.ts';

/** The lots that a kitchen makes, and those at which goods leave it. */
export const lotsOfKitchen = [
  recordedRows(
    'lots',
    ['dish-cooked'],
    (record) => ({
      id: record.subject,
      kind: 'dish' as const,
      schoolId: record.school as string,
      name: record.dish.name,
      code: record.dish.code ?? null,
      beganAt: record.occurredAt,
      quantityGrams: null,
      ...noOrigin,
    }),
    { each: true },
  ),
  recordedRows(
    'lots',
    ['meal-served'],
    (record) => ({
      id: record.subject,
      kind: 'meal' as const,
      schoolId: record.school as string,
      name: mealName(record.kind, record.servedOn),
      code: record.code,
      beganAt: record.occurredAt,
      quantityGrams: null,
      ...noOrigin,
    }),
    { each: true },
  ),
  recordedRows(
    'lots',
    ['lot-prepared', 'vat-topped-up'],
    (record) => ({
      id: record.lot.id,
      kind: 'prepared' as const,
      schoolId: record.school as string,
      name: record.lot.name,
      code: record.lot.code ?? null,
      beganAt: record.occurredAt,
      quantityGrams: record.grams,
      ...noOrigin,
      expiresOn: record.expiresOn ?? null,
    }),
    { each: true },
  ),
  recordedRows(
    'lots',
    ['lot-relabelled'],
    (record) => ({
      id: record.subject,
      schoolId: record.school as string,
      name: record.lot.name,
      code: record.lot.code ?? null,
      beganAt: record.occurredAt,
      quantityGrams: record.grams,
      expiresOn: record.expiresOn ?? null,
      ...(record.origin ? originColumns(record.origin) : {}),
    }),
    { each: true },
  ),
  recordedRows(
    'lots',
    ['lot-transferred'],
    (record) => ({
      id: record.lot.id,
      kind: 'delivery' as const,
      ...(record.toSchoolId === undefined ? {} : { schoolId: record.toSchoolId }),
      name: record.lot.name,
      code: record.lot.code ?? null,
      beganAt: record.occurredAt,
      quantityGrams: record.grams,
      supplierLot: record.supplierLot ?? null,
      expiresOn: record.expiresOn ?? null,
      ...(record.origin ? originColumns(record.origin) : {}),
    }),
    { each: true },
  ),
  recordedRows(
    'lots',
    ['lot-disposed'],
    (record) => ({ ...disposalColumns(record), name: record.lot.name }),
    { each: true },
  ),
  recordedRows(
    'lots',
    ['sample-discarded'],
    (record) => ({ ...disposalColumns(record), name: record.dish.name }),
    { each: true },
  ),
];

const disposalColumns = ({ school, occurredAt, grams }: RecordOf<'lot-disposed' | 'sample-discarded'>) => ({
  kind: 'disposal' as const,
  schoolId: school as string,
  beganAt: occurredAt,
  quantityGrams: grams,
  ...noOrigin,
});
