import { z } from 'zod';
import { Disposition, type LinePaper } from './delivery.ts';
import { FindingSummary } from './delivery-receipt.ts';
import { DeliveryStatus } from './delivery-status.ts';
import { LotStatus } from './lot.ts';
import { Role } from './role.ts';
import { CivilDate, Fen, Grams, Id, Instant, MilliC, Sha256 } from './values.ts';

/** A delivery in a list. */
export const DeliverySummary = z
  .object({
    id: Id,
    schoolId: Id,
    schoolName: z.string(),
    supplierId: Id,
    supplierName: z.string(),
    noteNumber: z.string(),
    arrivedAt: Instant,
    recordedAt: Instant,
    status: DeliveryStatus,
    firstSignerId: Id,
    totalFen: Fen,
    acceptedGrams: Grams,
    refusedGrams: Grams,
    /** Names of the goods, in the order of the delivery note. */
    goods: z.array(z.string()),
  })
  .meta({ id: 'DeliverySummary' });
export type DeliverySummary = z.infer<typeof DeliverySummary>;

const ShownPaper = z.object({
  kind: z.string(),
  number: z.string(),
  issuer: z.string().nullable(),
  issuedOn: CivilDate.nullable(),
  validTo: CivilDate.nullable(),
  quantityGrams: Grams.nullable(),
  lotNumber: z.string().nullable(),
  sha256: Sha256.nullable(),
} satisfies Record<keyof LinePaper, z.ZodType>);

const ShownLot = z.object({
  id: Id,
  code: z.string(),
  status: LotStatus,
  remainingGrams: Grams,
  recordId: Id,
});

const ShownLine = z.object({
  id: Id,
  goodsCode: z.string(),
  goodsName: z.string(),
  supplierLot: z.string().nullable(),
  producedOn: CivilDate.nullable(),
  shelfLifeDays: z.int().nullable(),
  expiresOn: CivilDate.nullable(),
  deliveredGrams: Grams,
  acceptedGrams: Grams,
  refusedGrams: Grams,
  refusalReason: z.string().nullable(),
  disposition: Disposition.nullable(),
  priceFenPerKg: Fen,
  amountFen: Fen,
  originCode: z.string().nullable(),
  originName: z.string().nullable(),
  makerName: z.string().nullable(),
  makerLicence: z.string().nullable(),
  importer: z.string().nullable(),
  surfaceTemperatureMilliC: MilliC.nullable(),
  labelMaxMilliC: MilliC.nullable(),
  overrideReason: z.string().nullable(),
  keepUntil: CivilDate.nullable(),
  lot: ShownLot.nullable(),
  papers: z.array(ShownPaper),
  findings: z.array(FindingSummary),
});

/** One record about the delivery: its receipt, corrections, the second signature. */
const HistoryEntry = z.object({
  recordId: Id,
  type: z.string(),
  occurredAt: Instant,
  recordedAt: Instant,
  replacesId: Id.nullable(),
  reason: z.string().nullable(),
});

/** A delivery as it stands, with everything that was ever recorded about it. */
export const Delivery = DeliverySummary.omit({ goods: true, acceptedGrams: true, refusedGrams: true })
  .extend({
    vehicle: z.string().nullable(),
    sealNumber: z.string().nullable(),
    sealIntact: z.boolean().nullable(),
    orderedById: Id.nullable(),
    photos: z.array(Sha256),
    signedAt: Instant.nullable(),
    keepUntil: CivilDate.nullable(),
    recordId: Id,
    /** First signer first; names are for people of the school and the district, not for suppliers. */
    signers: z.array(z.object({ role: Role, name: z.string().optional() })),
    lines: z.array(ShownLine),
    /** About what was refused. */
    findings: z.array(FindingSummary),
    history: z.array(HistoryEntry),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryFilter = z.object({
  schoolId: Id.optional(),
  /** First and last civil day of arrival; today unless given. */
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  status: DeliveryStatus.optional(),
});
export type DeliveryFilter = z.infer<typeof DeliveryFilter>;
