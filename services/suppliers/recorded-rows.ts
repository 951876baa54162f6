import { type RecordedRows, recordedRows } from '../records/recorded-rows.ts';
import { renewed } from './renewal.ts';

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
  recordedRows(
    'qualifications',
    ['qualification-recorded'],
    (record, { holderKey }) => ({
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
      recordedById: record.actor.account as string,
      // Of a person it is an alias, which no record tells; of a vehicle its number.
      ...(record.holder === undefined && holderKey !== record.number ? { holderKey: '' } : {}),
    }),
    { each: true },
  ),
  recordedRows(
    'admissions',
    ['supplier-admitted'],
    (record, _, exits) => {
      const exit = exits.find(({ school }) => school === record.school);
      return {
        schoolId: record.school as string,
        supplierId: record.subject,
        goodsScope: record.goodsScope,
        admittedOn: record.admittedOn,
        recordedAt: record.occurredAt,
        exitedOn: exit?.exitedOn ?? null,
        exitReason: exit?.exitReason ?? null,
        exitRecordedAt: exit?.occurredAt ?? null,
      };
    },
    { later: ['supplier-exited'], about: 'supplierId', each: true },
  ),
  recordedRows(
    'supplierSuspensions',
    ['supplier-suspended'],
    (record, { id }, lifted) => {
      const { cause, suspensionReason: reason, suspension } = record;
      const end = lifted.find((one) =>
        one.suspension === undefined
          ? one.cause === cause && (cause === 'district' || one.liftReason === renewed(reason))
          : one.suspension === id,
      );
      return {
        ...(suspension === undefined ? {} : { id: suspension }),
        supplierId: record.subject,
        cause,
        reason,
        suspendedAt: record.occurredAt,
        liftedAt: end?.occurredAt ?? null,
        ...(cause === 'district' ? { qualificationId: null } : {}),
      };
    },
    { later: ['suspension-lifted'], about: 'supplierId', each: true },
  ),
  recordedRows(
    'alerts',
    ['expiry-alerted'],
    (record) => ({
      supplierId: record.subject,
      thresholdDays: record.thresholdDays,
      validTo: record.paper.validTo,
      raisedAt: record.occurredAt,
    }),
    { each: true },
  ),
  recordedRows(
    'supplierEvaluations',
    ['supplier-evaluated'],
    (record) => ({
      supplierId: record.subject,
      schoolId: record.school as string,
      evaluatedOn: record.evaluatedOn,
      score: record.score,
      remark: record.remark,
      recordedAt: record.occurredAt,
    }),
    { each: true },
  ),
];
