import { z } from 'zod';
import { Platform, PurchaseChannel } from './order-line.ts';
import { Year832 } from './order-queries.ts';
import { SchoolKind } from './school.ts';
import { CivilDate, Id, Line, Sha256 } from './values.ts';

/** `booked`: an adjustment stands in the period in which it was made. `restated`: in that of what it takes back. */
export const TotalsView = z.enum(['booked', 'restated']).meta({ id: 'TotalsView', examples: ['booked'] });
export type TotalsView = z.infer<typeof TotalsView>;

/** What totals can be cut by and restricted to. Counties are rows of the list, not codes: two rows share one. */
const dimensions = {
  unit: Id,
  filingUnit: Id,
  level: SchoolKind,
  county: z.string().regex(/^\d{1,3}(\+\d{1,3})*$/),
  prefecture: Line(50),
  province: Line(20),
  keyCounty: z.enum(['true', 'false']),
  category: z.string().regex(/^[A-Z]+$/),
  supplier: Line(100),
  channel: PurchaseChannel,
  platform: Platform,
} as const;
export type FilterName = keyof typeof dimensions;

export const Dimension = z
  .enum([...(Object.keys(dimensions) as [FilterName, ...FilterName[]]), 'year', 'quarter', 'month'])
  .meta({ id: 'Dimension', examples: ['county'] });
export type Dimension = z.infer<typeof Dimension>;

/** A calendar year, one of its quarters or months, or a school year (September to August). This year if none is given. */
const period = {
  year: Year832.optional(),
  schoolYear: Year832.optional(),
  quarter: z.coerce.number().int().min(1).max(4).optional(),
  month: z.coerce.number().int().min(1).max(12).optional(),
};

const onePeriod = ({ year, schoolYear, quarter, month }: z.infer<z.ZodObject<typeof period>>): boolean =>
  [year, schoolYear].filter((value) => value !== undefined).length <= 1 &&
  [schoolYear, quarter, month].filter((value) => value !== undefined).length <= 1;

const Scope = z.strictObject({
  ...period,
  view: TotalsView.default('booked'),
  /** Leaves out what happened after this day; today if absent. */
  asOf: CivilDate.optional(),
  ...z.object(dimensions).partial().shape,
});
const periodFault = { path: ['year'], error: 'one-period' };

export const TotalsQuery = Scope.extend({ by: Dimension.default('filingUnit') }).refine(
  onePeriod,
  periodFault,
);
export type TotalsQuery = z.output<typeof TotalsQuery>;

/** Every figure of the totals. Amounts in fen, weights in grams, counts; ratios are made of two of the others. */
export const FigureName = z
  .enum([
    'ordered',
    'accepted',
    'paid',
    'settled',
    'counted',
    'official',
    'canteen',
    'notAccepted',
    'notPaid',
    'notCounted',
    'acceptedGrams',
    'lines',
    'reserved',
    'declared',
    'ledgerFood',
    'onTarget',
    'withCanteen',
    'completion',
    'traded',
    'trueShare',
    'filingError',
  ])
  .meta({ id: 'FigureName', examples: ['counted'] });
export type FigureName = z.infer<typeof FigureName>;

/** Why lines stand beside the totals. */
export const BesideReason = z.enum([
  'other-platform',
  'county-not-listed',
  'county-undecided',
  'goods-not-eligible',
  'unallocated',
]);
export type BesideReason = z.infer<typeof BesideReason>;

export const RowsQuery = Scope.extend({
  figure: FigureName,
  /** Rows of lines beside the totals instead of inside. */
  beside: BesideReason.optional(),
}).refine(onePeriod, periodFault);
export type RowsQuery = z.output<typeof RowsQuery>;
export type ScopeQuery = z.output<typeof Scope>;

/** Sums of facts, in fen; weights in grams. */
export const FactSums = z
  .object({
    ordered: z.int(),
    accepted: z.int(),
    paid: z.int(),
    /** The smaller of accepted and paid, line by line. */
    settled: z.int(),
    /** What counts under the rules of its year. */
    counted: z.int(),
    /** Of it, through channels that the year's notice sets against the reserve. */
    official: z.int(),
    /** Of it, through the canteen and its contractor, of goods accepted since the unit's deliveries are known here. */
    canteen: z.int(),
    notAccepted: z.int(),
    notPaid: z.int(),
    notCounted: z.int(),
    acceptedGrams: z.int(),
    lines: z.int(),
  })
  .meta({ id: 'FactSums' });
export type FactSums = z.infer<typeof FactSums>;

/** Two amounts and their ratio in percent, half-up to two decimals; null where there is nothing to compare with. */
export const Ratio = z
  .object({ numerator: z.int(), denominator: z.int(), percent: z.string().nullable() })
  .meta({ id: 'Ratio' });
export type Ratio = z.infer<typeof Ratio>;

/** What units filed and what they really received, in fen. Null where the period is no calendar year or part of one. */
export const UnitSums = z
  .object({
    reserved: z.int().nullable(),
    declared: z.int().nullable(),
    /** Accepted deliveries of the ledger, all sources. */
    ledgerFood: z.int(),
    completion: Ratio.nullable(),
    traded: Ratio.nullable(),
    trueShare: Ratio,
    /** Of a whole year that is over, and that the ledger covers. */
    filingError: Ratio.nullable(),
    onTarget: z.int().nullable(),
    withCanteen: z.int().nullable(),
  })
  .meta({ id: 'UnitSums' });
export type UnitSums = z.infer<typeof UnitSums>;

export const TotalsGroup = z.object({
  key: z.string(),
  label: z.string(),
  sums: FactSums,
  /** Only of cuts by unit, filing unit and level. */
  units: UnitSums.nullable(),
});
export type TotalsGroup = z.infer<typeof TotalsGroup>;

/** What a result was computed with, so that it can be computed again. */
export const TotalsBasis = z.object({
  from: CivilDate,
  to: CivilDate,
  view: TotalsView,
  asOf: CivilDate,
  rulesHash: Sha256,
  referenceHash: Sha256,
  countiesHash: Sha256,
  rules: z.array(
    z.object({
      year: z.int(),
      floorBasisPoints: z.int(),
      evaluationRequired: z.boolean(),
      channelsThatCount: z.array(PurchaseChannel),
      filingDueOn: CivilDate,
      citations: z.array(z.object({ ruleId: z.string(), citation: z.string(), verified: z.boolean() })),
    }),
  ),
});
export type TotalsBasis = z.infer<typeof TotalsBasis>;

export const Totals = z
  .object({
    basis: TotalsBasis,
    sums: FactSums,
    units: UnitSums,
    /** The day from which the ledger knows the food of all these units, unless it did before the period. */
    ledgerSince: CivilDate.nullable(),
    by: Dimension,
    groups: z.array(TotalsGroup),
    beside: z.array(z.object({ reason: BesideReason, sums: FactSums })),
    openClaims: z.int(),
  })
  .meta({ id: 'Totals' });
export type Totals = z.infer<typeof Totals>;

/** One row behind a figure: what it adds to it. */
export const FigureRow = z.object({
  value: z.int(),
  /** The unit that buys, files or received. */
  unitId: Id.nullable(),
  unit: z.string().nullable(),
  recordId: Id.nullable(),
  /** Day of the period, and the instant of the event. */
  on: CivilDate.nullable(),
  at: z.string().nullable(),
  orderNo: z.string().nullable(),
  lineNo: z.int().nullable(),
  lineId: Id.nullable(),
  supplier: z.string().nullable(),
  place: z.string().nullable(),
  goods: z.string().nullable(),
  channel: PurchaseChannel.nullable(),
  measure: z.string().nullable(),
});
export type FigureRow = z.infer<typeof FigureRow>;

/** The rows behind a figure, and their sum. A ratio has two such parts. */
export const FigureRows = z
  .object({
    figure: FigureName,
    basis: TotalsBasis,
    parts: z.array(
      z.object({
        figure: FigureName,
        sum: z.int(),
        count: z.int(),
        rows: z.array(FigureRow),
      }),
    ),
    percent: z.string().nullable(),
  })
  .meta({ id: 'FigureRows' });
export type FigureRows = z.infer<typeof FigureRows>;
