import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';

/** Suppliers, their papers and their admissions are as their records say. */
export const supplierRecordedRows: readonly RecordedRows[] = [
  recordedRows(
    'suppliers',
    ['supplier-registered'],
    (record) => ({
      id: record.subject,
      name: record.name,
      creditCode: record.creditCode ?? null,
      creditCodeCheck: record.creditCodeCheck,
      kind: record.kind,
      divisionCode: record.divisionCode,
      divisionName: record.division.join(' '),
      county832: record.county832.outcome,
      county832Reason: record.county832.reason,
      county832Rows: record.county832.listRows,
      address: record.address,
      registeredAt: record.occurredAt,
    }),
    { subjects: true },
  ),
  recordedRows('qualifications', ['qualification-recorded'], (record) => ({
    supplierId: record.subject,
    kind: record.kind,
    ...(record.number === undefined ? {} : { number: record.number, numberKey: record.number }),
    numberCheck: record.numberCheck,
    issuer: record.issuer,
    validFrom: record.validFrom,
    validTo: record.validTo ?? null,
    status: record.status,
    goodsScope: record.goodsScope ?? null,
    paperSha256: record.paper ?? null,
    recordedAt: record.occurredAt,
  })),
  recordedRows('admissions', ['supplier-admitted'], (record) => ({
    schoolId: record.school as string,
    goodsScope: record.goodsScope,
    admittedOn: record.admittedOn,
    recordedAt: record.occurredAt,
  })),
  recordedRows('supplierSuspensions', ['supplier-suspended'], (record) => ({
    cause: record.cause,
    reason: record.suspensionReason,
    suspendedAt: record.occurredAt,
  })),
  recordedRows('supplierEvaluations', ['supplier-evaluated'], (record) => ({
    schoolId: record.school as string,
    evaluatedOn: record.evaluatedOn,
    score: record.score,
    remark: record.remark,
  })),
];
