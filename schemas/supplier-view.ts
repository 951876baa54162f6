import { z } from 'zod';
import { breaches } from './finding.ts';
import { GoodsScope } from './goods-scope.ts';
import { CodeCheck, LicenceStatus } from './qualification.ts';
import { Role } from './role.ts';
import { RuleId } from './rule.ts';
import { County832Outcome } from './supplier.ts';
import { SupplierKind } from './supplier-kind.ts';
import { CivilDate, Id, Instant } from './values.ts';

/**
 * `suspended` by the district; `lapsed` when a licence that its trade needs is past its end or ended by its register; `expiring` when a paper is
 * near it.
 */
export const SupplierState = z
  .enum(['in-order', 'expiring', 'lapsed', 'suspended'])
  .meta({ id: 'SupplierState', examples: ['in-order'] });
export type SupplierState = z.infer<typeof SupplierState>;

export const SupplierSummary = z
  .object({
    id: Id,
    name: z.string(),
    creditCode: z.string().optional(),
    kind: SupplierKind,
    division: z.string(),
    county832: County832Outcome,
    state: SupplierState,
    /** Of the licences that its trade needs, the one that ends first and is not renewed. */
    endsFirst: z.object({ kind: z.string(), validTo: CivilDate }).optional(),
    /** Schools that have it admitted now; to school accounts their own alone. */
    admittedSchools: z.int(),
  })
  .meta({ id: 'SupplierSummary' });
export type SupplierSummary = z.infer<typeof SupplierSummary>;

/** One version of a paper; of the versions of a number, the one without `supersededAt` is believed. */
export const QualificationView = z
  .object({
    id: Id,
    kind: z.string(),
    kindName: z.string(),
    /** Masked when it is personal. */
    number: z.string(),
    numberCheck: CodeCheck,
    issuer: z.string(),
    /** The person that it is about; for those who may see contacts. */
    holder: z.string().optional(),
    validFrom: CivilDate,
    validTo: CivilDate.optional(),
    status: LicenceStatus,
    goodsScope: GoodsScope.optional(),
    paper: z.string().optional(),
    recordedAt: Instant,
    recordedBy: z.object({ role: Role, name: z.string().optional() }),
    supersededAt: Instant.optional(),
    replacesId: Id.optional(),
    /** Why it was corrected, when it is a correction. */
    reason: z.string().optional(),
    recordId: Id,
  })
  .meta({ id: 'QualificationView' });
export type QualificationView = z.infer<typeof QualificationView>;

export const ExpiryAlert = z
  .object({
    id: Id,
    supplierId: Id,
    supplierName: z.string(),
    qualificationId: Id,
    kind: z.string(),
    kindName: z.string(),
    number: z.string(),
    validTo: CivilDate,
    /** 0: the paper has lapsed. */
    thresholdDays: z.int(),
    raisedAt: Instant,
  })
  .meta({ id: 'ExpiryAlert' });
export type ExpiryAlert = z.infer<typeof ExpiryAlert>;

const SupplierFinding = z
  .object({
    id: Id,
    ruleId: RuleId,
    breach: z.enum(Object.keys(breaches) as [keyof typeof breaches]),
    data: z.record(z.string(), z.unknown()),
    raisedAt: Instant,
    /** The record of the fact that it judges, and its own. */
    judgedRecordId: Id,
    recordId: Id,
  })
  .meta({ id: 'SupplierFinding' });

export const SupplierView = SupplierSummary.extend({
  creditCodeCheck: CodeCheck,
  divisionCode: z.string(),
  county832Reason: z.string(),
  address: z.string(),
  registeredAt: Instant,
  recordId: Id,
  /** For those who may see contacts; a value that was erased is absent. */
  contact: z
    .object({
      name: z.string().optional(),
      phone: z.string().optional(),
      legalPerson: z.string().optional(),
    })
    .optional(),
  qualifications: z.array(QualificationView),
  admissions: z.array(
    z.object({
      id: Id,
      schoolId: Id,
      schoolName: z.string(),
      goodsScope: GoodsScope,
      admittedOn: CivilDate,
      exitedOn: CivilDate.optional(),
      exitReason: z.string().optional(),
    }),
  ),
  suspensions: z.array(
    z.object({
      id: Id,
      cause: z.enum(['district', 'expiry']),
      reason: z.string(),
      suspendedAt: Instant,
      liftedAt: Instant.optional(),
    }),
  ),
  alerts: z.array(ExpiryAlert),
  /** For schools, inspectors and auditors. */
  findings: z.array(SupplierFinding),
  evaluations: z.array(
    z.object({
      id: Id,
      schoolName: z.string(),
      evaluatedOn: CivilDate,
      score: z.int(),
      remark: z.string(),
    }),
  ),
}).meta({ id: 'SupplierView' });
export type SupplierView = z.infer<typeof SupplierView>;
