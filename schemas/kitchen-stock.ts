import { z } from 'zod';
import { Finding } from './finding.ts';
import { LotKind } from './lot.ts';
import { LotUses } from './lot-use.ts';
import { SecondPerson } from './second-person.ts';
import { CivilDate, Id, Instant, Line, PositiveGrams } from './values.ts';

const lotId = '01938e6a-9c00-7000-8000-000000000001';

/** Stock that goes to the kitchen together, for one purpose. */
export const NewIssue = z
  .strictObject({
    lots: LotUses.refine((lots) => lots.length > 0, { error: 'at least one lot' }),
    /** What it is for: a dish, a meal, a kitchen. */
    purpose: Line(100),
    /** Who took it; the records hold only a commitment to the name. */
    issuedTo: Line(40),
  })
  .meta({
    id: 'NewIssue',
    examples: [{ lots: [{ lotId, grams: 12_500 }], purpose: '午餐 番茄炒蛋', issuedTo: '赵师傅' }],
  });
export type NewIssue = z.input<typeof NewIssue>;

/** In the order in which the lots were given; each with advice when another lot expires sooner. */
export const IssuedLots = z
  .object({
    issues: z.array(z.object({ id: Id, lotId: Id, recordId: Id, findings: z.array(Finding) })),
  })
  .meta({ id: 'IssuedLots' });
export type IssuedLots = z.infer<typeof IssuedLots>;

/** Unused stock that the kitchen gives back to the store. */
export const NewRestocking = z
  .strictObject({ lotId: Id, grams: PositiveGrams, reason: Line(200) })
  .meta({ id: 'NewRestocking', examples: [{ lotId, grams: 2_000, reason: '领用过多' }] });
export type NewRestocking = z.input<typeof NewRestocking>;

/** Where stock is: in the store, or issued to the kitchen. Prepared lots and dishes are in the kitchen. */
export const StockPlace = z.enum(['store', 'kitchen']).meta({ id: 'StockPlace', examples: ['store'] });
export type StockPlace = z.infer<typeof StockPlace>;

export const NewDisposal = z
  .strictObject({
    lotId: Id,
    place: StockPlace,
    grams: PositiveGrams,
    reason: Line(200),
    witness: SecondPerson,
  })
  .meta({
    id: 'NewDisposal',
    examples: [
      {
        lotId,
        place: 'store',
        grams: 3_000,
        reason: '变质',
        witness: { username: 'li.jianguo', pin: '314159' },
      },
    ],
  });
export type NewDisposal = z.input<typeof NewDisposal>;

/** A new label on what is left in the store, or of a prepared lot. The date may only come closer. */
export const NewRelabelling = z
  .strictObject({
    lotId: Id,
    name: Line(100).optional(),
    expiresOn: CivilDate.optional(),
    reason: Line(200),
  })
  .meta({ id: 'NewRelabelling', examples: [{ lotId, reason: '标签破损' }] });
export type NewRelabelling = z.input<typeof NewRelabelling>;

export const NewTransfer = z.strictObject({ lotId: Id, grams: PositiveGrams, toSchoolId: Id }).meta({
  id: 'NewTransfer',
  examples: [{ lotId, grams: 25_000, toSchoolId: '01938e6a-9c00-7000-8000-0000000000aa' }],
});
export type NewTransfer = z.input<typeof NewTransfer>;

/** A lot of which a school has something now. */
export const StockLot = z
  .object({
    lotId: Id,
    kind: LotKind,
    code: z.string(),
    name: z.string(),
    goodsCode: z.string().nullable(),
    supplierName: z.string().nullable(),
    /** Last day of use. */
    expiresOn: CivilDate.nullable(),
    /** The vat, bin or jar that it is in. */
    vessel: z.string().nullable(),
    /** The delivery of this school that it came with. */
    deliveryId: Id.nullable(),
    storeGrams: z.int(),
    kitchenGrams: z.int(),
    /** Waits for its second signature, or for that of the school that it was sent to. */
    awaitingSignature: z.boolean(),
    /** It, or something that it was made of, is held. */
    held: z.boolean(),
  })
  .meta({
    id: 'StockLot',
    examples: [
      {
        lotId,
        kind: 'delivery',
        code: '0123456789ABCDEFG',
        name: '番茄',
        goodsCode: 'VEG.FRUITING',
        supplierName: '绿野蔬菜配送有限公司',
        expiresOn: '2026-03-06',
        vessel: null,
        deliveryId: '01938e6a-9c00-7000-8000-000000000002',
        storeGrams: 7_500,
        kitchenGrams: 12_500,
        awaitingSignature: false,
        held: false,
      },
    ],
  });
export type StockLot = z.infer<typeof StockLot>;

/** A lot that another school sent and that waits for a signature here. */
export const IncomingTransfer = z
  .object({
    id: Id,
    lotId: Id,
    code: z.string(),
    name: z.string(),
    fromSchool: z.string(),
    grams: z.int(),
    expiresOn: CivilDate.nullable(),
    sentAt: Instant,
  })
  .meta({ id: 'IncomingTransfer' });
export type IncomingTransfer = z.infer<typeof IncomingTransfer>;

/** A new lot with its public code, and the record that proves how it came into being. */
export const MadeNow = z.object({ id: Id, code: z.string(), recordId: Id }).meta({
  id: 'MadeNow',
  examples: [
    {
      id: '01938e6a-9c00-7000-8000-000000000003',
      code: '0123456789ABCDEFG',
      recordId: '01938e6a-9c00-7000-8000-000000000004',
    },
  ],
});
export type MadeNow = z.infer<typeof MadeNow>;
