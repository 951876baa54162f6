import { z } from 'zod';
import { AdjustmentKind, CountyFacts, Eligibility, Platform, PurchaseChannel } from '../order-line.ts';
import { CanteenStatus832 } from '../school.ts';
import { CivilDate, Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();
const { shape: county } = CountyFacts;

export const purchaseRows = {
  /** An order number is one platform's: the same order is never both 832 and farm-to-school. */
  orders: row({ districtId: id, orderNo: z.string(), platform: Platform }),
  orderLines: row({
    districtId: id,
    id,
    schoolId: id,
    orderNo: z.string(),
    lineNo: Count,
    platform: Platform,
    channel: PurchaseChannel,
    contractorName: z.string().nullable(),
    contractorCreditCode: z.string().nullable(),
    forSeveralSchools: z.boolean(),
    supplierName: z.string(),
    supplierCreditCode: z.string().nullable(),
    /** The seller's place as the order states it. */
    statedCountyCode: z.string().nullable(),
    statedProvince: z.string().nullable(),
    statedCounty: z.string().nullable(),
    /** The same place as matched when the line was recorded. */
    countyOutcome: county.outcome,
    countyReason: z.string(),
    countyBasis: county.basis,
    listRows: z.string().nullable(),
    countyCode: z.string().nullable(),
    province: z.string().nullable(),
    prefecture: z.string().nullable(),
    county: z.string().nullable(),
    keyCounty: z.boolean(),
    referenceHash: z.string(),
    goodsName: z.string(),
    goodsCode: z.string().nullable(),
    eligibility: Eligibility,
    orderedAt: Instant,
    orderedFen: Count,
    orderedGrams: Count,
    acceptedAt: Instant.nullable(),
    acceptedFen: Count.nullable(),
    acceptedGrams: Count.nullable(),
    paidAt: Instant.nullable(),
    paidFen: Count.nullable(),
    evaluatedAt: Instant.nullable(),
    recordedAt: Instant,
    /** The latest full statement of the line. */
    recordId: id,
  }),
  /** A delivery lot that brought goods of an order line, and how much of them. */
  orderDeliveries: row({ districtId: id, id, lineId: id, lotId: id, grams: Count, recordId: id }),
  orderAdjustments: row({
    districtId: id,
    id,
    lineId: id,
    kind: AdjustmentKind,
    at: Instant,
    fen: Count,
    grams: Count,
    reason: z.string(),
    recordId: id,
  }),
  /** Whose parts a contractor's order for several schools is, in 1/10,000. */
  orderShares: row({ districtId: id, orderNo: z.string(), schoolId: id, basisPoints: Count, recordId: id }),
  /** A unit's claim to an order that another unit or platform holds. */
  orderClaims: row({
    districtId: id,
    id,
    /** A line of the order as held. */
    lineId: id,
    schoolId: id,
    platform: Platform,
    orderNo: z.string(),
    lineNo: Count,
    conflict: z.enum(['other-unit', 'other-platform']),
    /** The line as claimed (`NewOrderLine`). */
    statement: z.unknown(),
    claimedAt: Instant,
    recordId: id,
    decision: z.enum(['keep', 'reassign']).nullable(),
    decidedAt: Instant.nullable(),
  }),
  /** Every change of a measure of a unit's part of a line; derived from the tables above, all totals sum it. */
  purchaseFacts: row({
    districtId: id,
    lineId: id,
    place: Count,
    /** Null while a contractor's order waits for its shares. */
    unitId: id.nullable(),
    measure: z.enum(['ordered', 'accepted', 'paid', 'settled', 'counted']),
    at: Instant,
    bookedOn: CivilDate,
    restatedOn: CivilDate,
    fen: Count,
    grams: Count,
  }),
  /** A period whose totals were frozen. */
  periodReports: row({
    districtId: id,
    id,
    fromOn: CivilDate,
    toOn: CivilDate,
    asOf: CivilDate,
    frozenAt: Instant,
    frozenById: id,
    rowsSha256: z.string(),
    totalsSha256: z.string(),
    rowCount: Count,
    recordId: id,
  }),
  /** One line of a report's file of rows. */
  periodReportRows: row({ districtId: id, reportId: id, place: Count, canonical: z.string() }),
  reserveFilings: row({
    districtId: id,
    id,
    schoolId: id,
    year: Count,
    canteenStatus: CanteenStatus832,
    representedById: id.nullable(),
    declaredFoodFen: Count,
    ratioBasisPoints: Count,
    reservedFen: Count,
    filedAt: Instant,
    /** When a correction took its place. */
    replacedAt: Instant.nullable(),
    recordId: id,
  }),
};
