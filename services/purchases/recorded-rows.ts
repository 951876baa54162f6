import type { RecordOf } from '#schemas/records/index.ts';
import type { Tables } from '../db/tables.ts';
import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';
import { countyColumns, statedColumns } from './order-line-row.ts';

/** Order lines, what was taken back of them, and reserve filings are as their records say. */
export const purchaseRecordedRows: readonly RecordedRows[] = [
  recordedRows('orderLines', ['order-line-recorded'], lineColumns, {
    subjects: true,
    later: ['order-line-advanced'],
  }),
  recordedRows('orderDeliveries', ['order-line-delivered'], (record, { lotId }) => ({
    lineId: record.subject,
    lotId: record.deliveries.find(({ lot }) => lot === lotId)?.lot ?? '',
    grams: record.deliveries.find(({ lot }) => lot === lotId)?.grams ?? 0,
  })),
  recordedRows('orderAdjustments', ['order-line-adjusted'], (record) => ({
    lineId: record.subject,
    kind: record.kind,
    at: record.occurredAt,
    fen: record.fen,
    grams: record.grams,
    reason: record.cause,
  })),
  recordedRows('periodReports', ['period-frozen'], (record) => ({
    id: record.subject,
    fromOn: record.from,
    toOn: record.to,
    asOf: record.asOf,
    frozenAt: record.occurredAt,
    rowsSha256: record.rowsSha256,
    totalsSha256: record.totalsSha256,
    rowCount: record.rows,
  })),
  recordedRows('reserveFilings', ['reserve-filed'], (record) => ({
    schoolId: record.school as string,
    year: record.year,
    canteenStatus: record.canteenStatus,
    declaredFoodFen: record.declaredFoodFen,
    ratioBasisPoints: record.ratioBasisPoints,
    reservedFen: record.reservedFen,
    filedAt: record.occurredAt,
  })),
];

function lineColumns(
  record: RecordOf<'order-line-recorded'>,
  _: Tables['orderLines'],
  steps: readonly RecordOf<'order-line-advanced'>[],
): Partial<Tables['orderLines']> {
  const { ordered } = record;
  const reached = (name: RecordOf<'order-line-advanced'>['step']) =>
    steps.findLast(({ step }) => step === name);
  const [accepted, paid, evaluated] = [reached('accepted'), reached('paid'), reached('evaluated')];
  return {
    id: record.subject,
    schoolId: record.school as string,
    ...statedColumns(record),
    ...countyColumns(record.county),
    eligibility: record.eligibility,
    orderedAt: ordered.at,
    orderedFen: ordered.fen,
    orderedGrams: ordered.grams,
    acceptedAt: accepted?.occurredAt ?? record.accepted?.at ?? null,
    acceptedFen: accepted?.fen ?? record.accepted?.fen ?? null,
    acceptedGrams: accepted?.grams ?? record.accepted?.grams ?? null,
    paidAt: paid?.occurredAt ?? record.paid?.at ?? null,
    paidFen: paid?.fen ?? record.paid?.fen ?? null,
    evaluatedAt: evaluated?.occurredAt ?? record.evaluatedAt ?? null,
  };
}
