import type { RecordOf } from '#schemas/records/index.ts';
import type { Tables } from '../db/tables.ts';
import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';
import { statementSha256 } from './claimed-statement.ts';
import { countyColumns, placeColumns, statedColumns } from './order-line-row.ts';

/** Order lines, what was taken back of them, claims, reports and reserve filings are as their records say. */
export const purchaseRecordedRows: readonly RecordedRows[] = [
  recordedRows('orderLines', ['order-line-recorded'], lineColumns, {
    subjects: true,
    each: true,
    later: ['order-line-advanced'],
  }),
  recordedRows(
    'orderAdjustments',
    ['order-line-adjusted'],
    (record) => ({
      lineId: record.subject,
      kind: record.kind,
      at: record.occurredAt,
      fen: record.fen,
      grams: record.grams,
      reason: record.cause,
    }),
    { each: true },
  ),
  recordedRows('orderClaims', ['order-claimed'], claimColumns, {
    subjects: true,
    each: true,
    later: ['order-claim-decided'],
  }),
  recordedRows(
    'periodReports',
    ['period-frozen'],
    (record) => ({
      id: record.subject,
      fromOn: record.from,
      toOn: record.to,
      asOf: record.asOf,
      frozenAt: record.occurredAt,
      frozenById: record.actor.account as string,
      rowsSha256: record.rowsSha256,
      totalsSha256: record.totalsSha256,
      rowCount: record.rows,
    }),
    { subjects: true, each: true },
  ),
  recordedRows(
    'reserveFilings',
    ['reserve-filed'],
    (record) => ({
      id: record.subject,
      schoolId: record.school as string,
      year: record.year,
      canteenStatus: record.canteenStatus,
      ...(record.canteenStatus === 'shared' ? {} : { representedById: null }),
      ...(record.representedById === undefined ? {} : { representedById: record.representedById }),
      declaredFoodFen: record.declaredFoodFen,
      ratioBasisPoints: record.ratioBasisPoints,
      reservedFen: record.reservedFen,
      filedAt: record.occurredAt,
    }),
    { subjects: true, each: true },
  ),
];

function claimColumns(
  record: RecordOf<'order-claimed'>,
  { statement }: Tables['orderClaims'],
  [decided]: readonly RecordOf<'order-claim-decided'>[],
): Partial<Tables['orderClaims']> {
  const { heldLine, statementSha256: stated } = record;
  return {
    id: record.subject,
    ...(heldLine === undefined ? {} : { lineId: heldLine }),
    schoolId: record.school as string,
    platform: record.platform,
    orderNo: record.orderNo,
    lineNo: record.lineNo,
    conflict: record.conflict,
    ...(stated === undefined || stated === statementSha256(statement) ? {} : { statement: stated }),
    claimedAt: record.occurredAt,
    decision: decided?.decision ?? null,
    decidedAt: decided?.occurredAt ?? null,
  };
}

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
    ...(record.supplier.place ? placeColumns(record.supplier.place) : {}),
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
