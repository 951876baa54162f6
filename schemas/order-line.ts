import { z } from 'zod';
import { OrderDelivery } from './order-delivery.ts';
import { Fen, GivenInstant, Grams, Id, Instant, Line, Paragraph, PositiveGrams } from './values.ts';

/** Where the order was placed. Only `832` can enter the 832 totals; the others are help of another kind, shown beside. */
export const Platform = z
  .enum(['832', 'farm-to-school', 'counterpart', 'gift'])
  .meta({ id: 'Platform', title: '采购平台', examples: ['832'] });
export type Platform = z.infer<typeof Platform>;

/** Whose money buys. Union and staff purchases may count for the year's reserve, never for the canteen's share. */
export const PurchaseChannel = z
  .enum(['canteen', 'contractor', 'union', 'staff-mini-program'])
  .meta({ id: 'PurchaseChannel', title: '采购渠道', examples: ['canteen'] });
export type PurchaseChannel = z.infer<typeof PurchaseChannel>;

/** As printed on the order: digits, letters and hyphens. */
export const OrderNo = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z_-]{2,63}$/)
  .meta({ title: '订单编号', examples: ['8322025030100017'] });

/** 18-character unified social credit code (GB 32100-2015); the verb checks its check character too. */
const CreditCode = z
  .string()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
  .meta({ title: '统一社会信用代码' });

const PositiveFen = Fen.min(1);

/** What the order says about the seller. The place decides whether the line is of a listed county. */
export const OrderSupplier = z.strictObject({
  name: Line(100),
  creditCode: CreditCode.optional(),
  /** Six-digit division code of the county where the seller is registered, in force or retired. */
  countyCode: z
    .string()
    .regex(/^[1-9]\d{5}$/)
    .optional(),
  province: Line(20).optional(),
  countyName: Line(30).optional(),
});

const OrderedGoods = z.strictObject({
  name: Line(100),
  /** Leaf of the goods table, such as `OIL.VEG`; absent when the goods are no food. */
  code: z
    .string()
    .regex(/^[A-Z]+\.[A-Z_]+$/)
    .optional(),
});

const AcceptedStep = z.strictObject({
  at: GivenInstant,
  fen: PositiveFen,
  grams: PositiveGrams,
});
const PaidStep = z.strictObject({ at: GivenInstant, fen: PositiveFen });

/** One line of an order, as the platform states it, with the states that it has reached. */
export const NewOrderLine = z
  .strictObject({
    /** The buying unit; for an outsourced canteen the school, not its contractor. */
    schoolId: Id,
    platform: Platform.default('832'),
    orderNo: OrderNo,
    lineNo: z.int().min(1).max(9999).default(1),
    channel: PurchaseChannel,
    contractor: z.strictObject({ name: Line(100), creditCode: CreditCode.optional() }).optional(),
    /** A contractor's order for several schools belongs to none until its shares are known. */
    forSeveralSchools: z.boolean().default(false),
    supplier: OrderSupplier,
    goods: OrderedGoods,
    orderedAt: GivenInstant,
    orderedGrams: PositiveGrams,
    /** Goods with tax, without freight, deposit and platform fees. */
    orderedFen: PositiveFen,
    accepted: AcceptedStep.optional(),
    paid: PaidStep.optional(),
    evaluatedAt: GivenInstant.optional(),
  })
  .refine(({ channel, contractor }) => (channel === 'contractor') === (contractor !== undefined), {
    path: ['contractor'],
    error: 'contractor-channel-names-its-contractor',
  })
  .refine(({ channel, forSeveralSchools }) => !forSeveralSchools || channel === 'contractor', {
    path: ['forSeveralSchools'],
    error: 'only-contractors-buy-for-several',
  })
  .meta({
    id: 'NewOrderLine',
    examples: [
      {
        schoolId: '01938e6a-9c00-7000-8000-000000000001',
        platform: '832',
        orderNo: '8322025030100017',
        lineNo: 1,
        channel: 'canteen',
        supplier: { name: '金寨县山茶油专业合作社', countyCode: '341524' },
        goods: { name: '山茶油', code: 'OIL.VEG' },
        orderedAt: '2025-03-01T09:12:00+08:00',
        orderedGrams: 50_000,
        orderedFen: 400_000,
      },
    ],
  });
export type NewOrderLine = z.input<typeof NewOrderLine>;

/** An order line is accepted, paid and evaluated; the news may arrive in any order. */
export const OrderStep = z
  .discriminatedUnion('step', [
    AcceptedStep.extend({ step: z.literal('accepted') }),
    PaidStep.extend({ step: z.literal('paid') }),
    z.strictObject({ step: z.literal('evaluated'), at: GivenInstant }),
  ])
  .meta({ id: 'OrderStep', examples: [{ step: 'paid', at: '2025-03-09T10:00:00+08:00', fen: 400_000 }] });
export type OrderStep = z.input<typeof OrderStep>;

/** What takes back a part of a line at its own time: of the order, of the acceptance, of the payment. */
export const AdjustmentKind = z
  .enum(['cancel', 'return', 'refund'])
  .meta({ id: 'AdjustmentKind', examples: ['return'] });
export type AdjustmentKind = z.infer<typeof AdjustmentKind>;

export const OrderAdjustment = z
  .strictObject({
    kind: AdjustmentKind,
    at: GivenInstant,
    /** How much is taken back, as a positive amount. */
    fen: PositiveFen,
    /** Goods taken back; 0 for a refund. */
    grams: Grams.default(0),
    reason: Line(200),
  })
  .meta({
    id: 'OrderAdjustment',
    examples: [
      {
        kind: 'return',
        at: '2025-03-12T08:00:00+08:00',
        fen: 40_000,
        grams: 5_000,
        reason: '包装破损',
      },
    ],
  });
export type OrderAdjustment = z.input<typeof OrderAdjustment>;

/** The whole line as it should have been recorded, in place of what was. */
export const OrderLineCorrection = z
  .strictObject({ line: NewOrderLine, reason: Paragraph(500) })
  .meta({ id: 'OrderLineCorrection' });
export type OrderLineCorrection = z.input<typeof OrderLineCorrection>;

/** The adjustment as it should have been recorded; 0 fen when there was none. */
export const AdjustmentCorrection = z
  .strictObject({ at: GivenInstant, fen: Fen, grams: Grams.default(0), reason: Paragraph(500) })
  .meta({ id: 'AdjustmentCorrection' });
export type AdjustmentCorrection = z.input<typeof AdjustmentCorrection>;

/** Whose parts a contractor's order is; the shares of all schools together are 10,000. */
export const OrderAllocation = z
  .strictObject({
    platform: Platform.default('832'),
    orderNo: OrderNo,
    shares: z
      .array(z.strictObject({ schoolId: Id, basisPoints: z.int().min(1).max(10_000) }))
      .min(1)
      .max(200),
    /** Needed when the order was allocated before. */
    reason: Paragraph(500).optional(),
  })
  .meta({
    id: 'OrderAllocation',
    examples: [
      {
        orderNo: '8322025030100017',
        shares: [
          { schoolId: '01938e6a-9c00-7000-8000-000000000001', basisPoints: 6_000 },
          { schoolId: '01938e6a-9c00-7000-8000-000000000002', basisPoints: 4_000 },
        ],
      },
    ],
  });
export type OrderAllocation = z.input<typeof OrderAllocation>;

/** Why a line is inside the 832 totals or beside them. */
export const Eligibility = z
  .enum(['eligible', 'other-platform', 'county-not-listed', 'county-undecided', 'goods-not-eligible'])
  .meta({ id: 'Eligibility', examples: ['eligible'] });
export type Eligibility = z.infer<typeof Eligibility>;

/** The seller's place as matched against the county list when the line was recorded: frozen facts. */
export const CountyFacts = z.strictObject({
  outcome: z.enum(['in', 'out', 'ambiguous']),
  reason: z.string(),
  /** Where the place was read from: the order itself, or the division inside the credit code. */
  basis: z.enum(['order', 'credit-code', 'none']),
  /** Rows of the 832 list; two rows share code 632803, so `787+788` is possible when nothing tells them apart. */
  listRows: z.string().optional(),
  code: z.string().optional(),
  province: z.string().optional(),
  prefecture: z.string().optional(),
  county: z.string().optional(),
  keyCounty: z.boolean(),
  /** SHA-256 of the reference set that was matched against. */
  referenceHash: z.string(),
});
export type CountyFacts = z.infer<typeof CountyFacts>;

export const PurchaseAmounts = z
  .object({
    orderedFen: z.int(),
    acceptedFen: z.int(),
    paidFen: z.int(),
    /** The smaller of accepted and paid, line by line. */
    settledFen: z.int(),
    /** What is settled, if the order is evaluated. */
    countedFen: z.int(),
    orderedGrams: z.int(),
    acceptedGrams: z.int(),
  })
  .meta({ id: 'PurchaseAmounts' });
export type PurchaseAmounts = z.infer<typeof PurchaseAmounts>;

/** An order line as recorded, with what it amounts to now. */
export const OrderLine = z
  .object({
    id: Id,
    recordId: Id,
    schoolId: Id,
    forSeveralSchools: z.boolean(),
    platform: Platform,
    orderNo: z.string(),
    lineNo: z.int(),
    channel: PurchaseChannel,
    supplierName: z.string(),
    supplierCreditCode: z.string().nullable(),
    goodsName: z.string(),
    goodsCode: z.string().nullable(),
    county: CountyFacts,
    eligibility: Eligibility,
    orderedAt: Instant,
    acceptedAt: Instant.nullable(),
    paidAt: Instant.nullable(),
    evaluatedAt: Instant.nullable(),
    /** Lots in which the accepted goods arrived (P832-08). */
    deliveries: z.array(OrderDelivery),
    amounts: PurchaseAmounts,
    adjustments: z.array(
      z.object({
        id: Id,
        kind: AdjustmentKind,
        at: Instant,
        fen: z.int(),
        grams: z.int(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'OrderLine' });
export type OrderLine = z.infer<typeof OrderLine>;
