import { z } from 'zod';
import { AdjustmentKind, CountyFacts, Eligibility, Platform, PurchaseChannel } from '../order-line.ts';
import { Fen, Grams, Id, Instant, Line, Sha256 } from '../values.ts';
import { recordOf } from './record.ts';

/** What names an order line to an outsider, in every record about it. */
const named = {
  platform: Platform,
  orderNo: z.string(),
  lineNo: z.int(),
  /** The buying unit, as it was called. */
  unit: Line(100),
};

/** A full statement of an order line; a correction is the full statement again. */
export const OrderLineRecorded = recordOf('order-line-recorded', 1, {
  ...named,
  unitCreditCode: z.string().optional(),
  channel: PurchaseChannel,
  contractor: z.strictObject({ name: Line(100), creditCode: z.string().optional() }).optional(),
  forSeveralSchools: z.boolean(),
  supplier: z.strictObject({
    name: Line(100),
    creditCode: z.string().optional(),
    /** Its place as the order states it, as far as it does. Records of earlier versions lack it. */
    place: z
      .strictObject({
        countyCode: z.string().optional(),
        province: z.string().optional(),
        countyName: z.string().optional(),
      })
      .optional(),
  }),
  county: CountyFacts,
  goods: z.strictObject({
    name: Line(100),
    code: z.string().optional(),
    className: z.string().optional(),
  }),
  eligibility: Eligibility,
  ordered: z.strictObject({ at: Instant, fen: Fen, grams: Grams }),
  accepted: z.strictObject({ at: Instant, fen: Fen, grams: Grams }).optional(),
  paid: z.strictObject({ at: Instant, fen: Fen }).optional(),
  evaluatedAt: Instant.optional(),
});

export const OrderLineAdvanced = recordOf('order-line-advanced', 1, {
  ...named,
  step: z.enum(['accepted', 'paid', 'evaluated']),
  fen: Fen.optional(),
  grams: Grams.optional(),
});

/** In which delivery lots the goods of a line arrived; none in a correction says that they are unknown. */
export const OrderLineDelivered = recordOf('order-line-delivered', 1, {
  ...named,
  deliveries: z.array(
    z.strictObject({
      lot: Id,
      code: z.string().optional(),
      goods: Line(100),
      arrivedAt: Instant,
      grams: Grams,
    }),
  ),
});

/** What was taken back, as a positive amount; 0 in a correction says that there was nothing. */
export const OrderLineAdjusted = recordOf('order-line-adjusted', 1, {
  ...named,
  kind: AdjustmentKind,
  fen: Fen,
  grams: Grams,
  cause: Line(200),
});

export const OrderClaimed = recordOf('order-claimed', 1, {
  ...named,
  conflict: z.enum(['other-unit', 'other-platform']),
  heldBy: Line(100),
  heldOn: Platform,
  supplierName: Line(100),
  goodsName: Line(100),
  orderedFen: Fen,
  /** A line of the order as held, and SHA-256 of the canonical text of the line as claimed. Earlier records lack them. */
  heldLine: Id.optional(),
  statementSha256: Sha256.optional(),
});

export const OrderClaimDecided = recordOf('order-claim-decided', 1, {
  ...named,
  decision: z.enum(['keep', 'reassign']),
  heldBy: Line(100),
  cause: Line(500),
});

/** Whose parts a contractor's order is, in 1/10,000; together 10,000. */
export const ContractorOrderAllocated = recordOf('contractor-order-allocated', 1, {
  platform: Platform,
  orderNo: z.string(),
  contractor: Line(100),
  shares: z.array(z.strictObject({ unit: Line(100), school: Id, basisPoints: z.int().min(1).max(10_000) })),
});
