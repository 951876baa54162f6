import type { LotEventKind } from '#schemas/lot.ts';
import type { RecordType } from '#schemas/records/index.ts';
import { derivedColumns, derivedRows } from '../records/derived-rows.ts';
import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';

/** What a lot that nobody delivered, or that left the stock, has not. */
export const noLabel = { supplierLot: null, producedOn: null, expiresOn: null } as const;
export const noOrigin = { supplierId: null, goodsCode: null, ...noLabel } as const;

/** What each type of record tells that happened to lots. */
const eventKinds = {
  'lot-received': 'delivery',
  'lot-issued': 'issue',
  'lot-restocked': 'restocking',
  'lot-prepared': 'preparation',
  'vat-topped-up': 'top-up',
  'dish-cooked': 'cooking',
  'meal-served': 'serving',
  'sample-taken': 'sampling',
  'lot-relabelled': 'relabelling',
  'lot-returned': 'return',
  'lot-disposed': 'disposal',
  'sample-discarded': 'disposal',
} as const satisfies Partial<Record<RecordType, LotEventKind>>;
const eventTypes = Object.keys(eventKinds) as (keyof typeof eventKinds)[];

/** Events of the trace are as their records say. */
export const lotRecordedRows: readonly RecordedRows[] = [
  recordedRows(
    'lotEvents',
    eventTypes,
    (record) => ({
      kind: eventKinds[record.type],
      schoolId: record.school as string,
      // A sample may be said to be older than its dish; it left that when it was cooked, as the link says.
      ...(record.type === 'sample-taken' ? {} : { occurredAt: record.occurredAt }),
    }),
    { each: true },
  ),
  recordedRows(
    'lotEvents',
    ['lot-transferred'],
    ({ occurredAt }) => ({ kind: 'transfer' as const, occurredAt }),
    {
      each: true,
    },
  ),
];

/** Which code leads to which lot, and what the lots of suppliers are, which no record is about. */
export const labelDerivedRows = [
  // No verb withholds a code yet.
  derivedRows('publicCodes', { of: 'lots', by: 'subjectId', key: 'id' }, async (_, lots) =>
    lots.flatMap(({ districtId, id, code, kind }) =>
      code === null ? [] : [{ districtId, code, kind, subjectId: id, withheldAt: null }],
    ),
  ),
  // Whose and what they are is found at the links from them, which follow from deliveries.
  derivedColumns('lots', async (_, lots) =>
    lots.flatMap(({ id, recordId }) => (recordId === null ? [{ id, ...supplierLot }] : [])),
  ),
];

const supplierLot = {
  kind: 'supplier-lot',
  schoolId: null,
  code: null,
  expiresOn: null,
  quantityGrams: null,
} as const;
