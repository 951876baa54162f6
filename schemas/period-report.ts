import { z } from 'zod';
import { PurchaseChannel } from './order-line.ts';
import { Year832 } from './order-queries.ts';
import { BesideReason, FactSums, FigureName, TotalsView, UnitSums } from './purchase-totals.ts';
import { CanteenStatus832, SchoolKind } from './school.ts';
import { CivilDate, Id, Instant, Sha256 } from './values.ts';

/** A period that is over: a calendar year, or a quarter or month of it. */
export const NewPeriodReport = z
  .strictObject({
    year: Year832,
    quarter: z.coerce.number().int().min(1).max(4).optional(),
    month: z.coerce.number().int().min(1).max(12).optional(),
  })
  .refine(({ quarter, month }) => quarter === undefined || month === undefined, {
    path: ['month'],
    error: 'one-period',
  })
  .meta({ id: 'NewPeriodReport', examples: [{ year: 2025, quarter: 1 }] });
export type NewPeriodReport = z.input<typeof NewPeriodReport>;

/** What a year's notice decides, as the totals of the report were computed with. */
const ReportYear = z.strictObject({
  year: z.int(),
  floorBasisPoints: z.int(),
  evaluationRequired: z.boolean(),
  channelsThatCount: z.array(PurchaseChannel),
  filingDueOn: CivilDate,
});

/** First row of a report: what it is about and what it was computed with. */
const BasisRow = z.strictObject({
  row: z.literal('basis'),
  v: z.literal(1),
  /** Origin of the district's log. */
  origin: z.string(),
  from: CivilDate,
  to: CivilDate,
  view: TotalsView,
  asOf: CivilDate,
  rulesHash: Sha256,
  referenceHash: Sha256,
  countiesHash: Sha256,
  years: z.array(ReportYear),
});

/** A unit of the district, with what it had filed for the year. */
const UnitRow = z.strictObject({
  row: z.literal('unit'),
  unitId: Id,
  unit: z.string(),
  kind: SchoolKind,
  status: CanteenStatus832,
  filingUnitId: Id,
  /** When its first delivery that two people signed arrived. */
  ledgerSince: Instant.optional(),
  filing: z
    .strictObject({
      recordId: Id,
      filedAt: Instant,
      declaredFoodFen: z.int(),
      reservedFen: z.int(),
      ratioBasisPoints: z.int(),
    })
    .optional(),
});

/** A change of one measure of one unit's part of an order line. */
const FactRow = z.strictObject({
  row: z.literal('fact'),
  orderNo: z.string(),
  lineNo: z.int(),
  lineId: Id,
  /** The latest statement of the line. */
  recordId: Id,
  platform: z.string(),
  channel: PurchaseChannel,
  supplier: z.string(),
  creditCode: z.string().optional(),
  county: z.string().optional(),
  goods: z.string(),
  goodsCode: z.string().optional(),
  unitId: Id.optional(),
  unit: z.string().optional(),
  filingUnitId: Id.optional(),
  standing: z.enum(['inside', ...BesideReason.options]),
  /** Accepted since the unit's deliveries are known, so that it can be set against them. */
  sinceLedger: z.boolean(),
  measure: z.enum(['ordered', 'accepted', 'paid', 'settled', 'counted']),
  on: CivilDate,
  at: Instant,
  fen: z.int(),
  grams: z.int(),
});

/** A signed delivery of food, from whatever source. */
const DeliveryRow = z.strictObject({
  row: z.literal('delivery'),
  deliveryId: Id,
  recordId: Id,
  unitId: Id,
  noteNumber: z.string(),
  supplier: z.string(),
  arrivedAt: Instant,
  fen: z.int(),
});

/** A line of a report's file of rows. Everything that its totals are made of. */
export const ReportRow = z.discriminatedUnion('row', [BasisRow, UnitRow, FactRow, DeliveryRow]);
export type ReportRow = z.infer<typeof ReportRow>;
export type ReportFact = z.infer<typeof FactRow>;
export type ReportUnit = z.infer<typeof UnitRow>;
export type ReportBasis = z.infer<typeof BasisRow>;

/** What the rows of a report come to: the whole, by filing unit, and what stands beside. */
export const ReportTotals = z
  .object({
    sums: FactSums,
    units: UnitSums,
    filingUnits: z.array(z.object({ unitId: Id, unit: z.string(), sums: FactSums, units: UnitSums })),
    beside: z.array(z.object({ reason: BesideReason, sums: FactSums })),
  })
  .meta({ id: 'ReportTotals' });
export type ReportTotals = z.infer<typeof ReportTotals>;

/** A frozen period, as lists show it. */
export const PeriodReport = z
  .object({
    id: Id,
    recordId: Id,
    from: CivilDate,
    to: CivilDate,
    /** The last day that was looked at. */
    asOf: CivilDate,
    frozenAt: Instant,
    /** SHA-256 of the file of rows, and of the canonical text of the totals; both stand in the record. */
    rowsSha256: Sha256,
    totalsSha256: Sha256,
    rows: z.int(),
  })
  .meta({ id: 'PeriodReport' });
export type PeriodReport = z.infer<typeof PeriodReport>;

/** A frozen period with its totals, computed again from its rows. */
export const ShownReport = PeriodReport.extend({
  /** Whether rows and totals still have the hashes that the record names. */
  agrees: z.boolean(),
  totals: ReportTotals,
}).meta({ id: 'ShownReport' });
export type ShownReport = z.infer<typeof ShownReport>;

export const DifferencesQuery = z.strictObject({
  /** How the period is looked at now; it was frozen as booked. */
  view: TotalsView.default('restated'),
  /** Adds the rows behind the difference of one figure. */
  figure: FigureName.optional(),
});
export type DifferencesQuery = z.output<typeof DifferencesQuery>;

/** A figure of a frozen period, of one filing unit or of all. */
export const FrozenQuery = z.strictObject({ figure: FigureName, filingUnit: Id.optional() });
export type FrozenQuery = z.output<typeof FrozenQuery>;

/** What became of the figures of a frozen period since. */
export const ReportDifferences = z
  .object({
    view: TotalsView,
    asOf: CivilDate,
    /** Rules or reference data have changed since, so figures may differ for that reason. */
    otherBasis: z.boolean(),
    figures: z.array(z.object({ figure: FigureName, frozen: z.int(), now: z.int(), difference: z.int() })),
    /** Rows that add another amount to the figure asked for than when it was frozen; they sum to its difference. */
    rows: z.array(
      z.object({
        unit: z.string(),
        orderNo: z.string().nullable(),
        lineNo: z.int().nullable(),
        lineId: Id.nullable(),
        frozen: z.int(),
        now: z.int(),
        difference: z.int(),
      }),
    ),
  })
  .meta({ id: 'ReportDifferences' });
export type ReportDifferences = z.infer<typeof ReportDifferences>;
