import { z } from 'zod';
import { CodeCheck, LicenceStatus } from '../qualification.ts';
import { County832Outcome } from '../supplier.ts';
import { SupplierKind } from '../supplier-kind.ts';
import { CivilDate, Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();

export const supplierRows = {
  suppliers: row({
    districtId: id,
    id,
    name: z.string(),
    /** Absent for a person who farms without one. */
    creditCode: z.string().nullable(),
    creditCodeCheck: CodeCheck,
    kind: SupplierKind,
    divisionCode: z.string(),
    divisionName: z.string(),
    county832: County832Outcome,
    county832Reason: z.string(),
    county832Rows: z.array(Count),
    address: z.string(),
    registeredAt: Instant,
    recordId: id,
  }),
  qualifications: row({
    districtId: id,
    id,
    supplierId: id,
    kind: z.string(),
    /** As shown: masked when the number is personal. */
    number: z.string(),
    /** As compared: the normalised number, or the alias of a personal one. */
    numberKey: z.string(),
    numberCheck: CodeCheck,
    /** Alias of the person, or plate of the vehicle, that a paper is about; empty for the supplier's own. */
    holderKey: z.string(),
    issuer: z.string(),
    validFrom: CivilDate,
    /** Last valid day; absent for an open-ended paper. */
    validTo: CivilDate.nullable(),
    status: LicenceStatus,
    goodsScope: z.array(z.string()).nullable(),
    paperSha256: z.string().nullable(),
    recordedAt: Instant,
    recordedById: id,
    supersededAt: Instant.nullable(),
    recordId: id,
    replacesId: id.nullable(),
  }),
  admissions: row({
    districtId: id,
    id,
    schoolId: id,
    supplierId: id,
    goodsScope: z.array(z.string()),
    admittedOn: CivilDate,
    recordedAt: Instant,
    /** First day on which the supplier is out. */
    exitedOn: CivilDate.nullable(),
    exitReason: z.string().nullable(),
    exitRecordedAt: Instant.nullable(),
    recordId: id,
  }),
  /** `district`: an inspector's decision, blocks everything. `expiry`: a licence lapsed, blocks what needs it. */
  supplierSuspensions: row({
    districtId: id,
    id,
    supplierId: id,
    cause: z.enum(['district', 'expiry']),
    qualificationId: id.nullable(),
    reason: z.string(),
    suspendedAt: Instant,
    liftedAt: Instant.nullable(),
    recordId: id,
  }),
  alerts: row({
    districtId: id,
    id,
    supplierId: id,
    qualificationId: id,
    /** 0: the paper has lapsed. */
    thresholdDays: Count,
    validTo: CivilDate,
    raisedAt: Instant,
    state: z.enum(['open', 'overtaken', 'resolved']),
    recordId: id,
  }),
  supplierEvaluations: row({
    districtId: id,
    id,
    supplierId: id,
    schoolId: id,
    evaluatedOn: CivilDate,
    score: Count,
    remark: z.string(),
    recordedAt: Instant,
    recordId: id,
  }),
};
