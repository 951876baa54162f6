import { z } from 'zod';
import { Jurisdiction } from './jurisdiction.ts';
import { SecondPerson } from './second-person.ts';
import {
  CivilDate,
  Fen,
  GivenInstant,
  Grams,
  Id,
  Line,
  MilliC,
  Paragraph,
  PositiveGrams,
  Sha256,
} from './values.ts';

/** What happened to goods that were not accepted. */
export const Disposition = z
  .enum(['returned', 'destroyed', 'held'])
  .meta({ id: 'Disposition', title: '拒收处置', examples: ['returned'] });
export type Disposition = z.infer<typeof Disposition>;

/** A paper that came with a line: quarantine certificate, factory certificate, commitment certificate … */
export const LinePaper = z
  .strictObject({
    /** Code of the document types table. */
    kind: z.string().regex(/^[A-Z0-9_]{2,30}$/),
    number: Line(60),
    issuer: Line(100).optional(),
    issuedOn: CivilDate.optional(),
    validTo: CivilDate.optional(),
    /** What the certificate says it covers; absent when it states no quantity. */
    quantityGrams: PositiveGrams.optional(),
    /** The lot that the paper is about, where it names one. */
    lotNumber: Line(60).optional(),
    /** Its photo, as `papers` stored it. */
    sha256: Sha256.optional(),
  })
  .meta({ id: 'LinePaper' });
export type LinePaper = z.infer<typeof LinePaper>;

const Refusal = z.strictObject({
  grams: PositiveGrams,
  reason: Line(200),
  disposition: Disposition,
  /** Who saw it returned, destroyed or set apart. */
  witness: Line(40).optional(),
});

/** At least one of a known division code and words. */
const Origin = z
  .strictObject({ code: Jurisdiction.optional(), place: Line(100).optional() })
  .refine(({ code, place }) => code !== undefined || place !== undefined, { error: 'origin-empty' });

const NewDeliveryLine = z
  .strictObject({
    /** Made by the client when the line was begun, and kept through edits, splits and reordering. */
    id: Id,
    /** Leaf class of the goods table. */
    goodsCode: z.string().regex(/^[A-Z]+\.[A-Z_]+$/),
    goodsName: Line(60),
    supplierLot: Line(60).optional(),
    producedOn: CivilDate.optional(),
    shelfLifeDays: z.int().min(1).max(3660).optional(),
    deliveredGrams: PositiveGrams,
    acceptedGrams: Grams,
    refusal: Refusal.optional(),
    /** Fen for one kilogram. */
    priceFenPerKg: Fen,
    /** Price × accepted mass, rounded to a whole fen either way. */
    amountFen: Fen,
    origin: Origin.optional(),
    makerName: Line(100).optional(),
    /** The maker's production licence number, as printed on the package. */
    makerLicence: Line(40).optional(),
    /** Present for imported goods. */
    importer: Line(100).optional(),
    surfaceTemperatureMilliC: MilliC.optional(),
    /** Warmest storage temperature on the product's own label; it overrides that of its class. */
    labelMaxMilliC: MilliC.optional(),
    papers: z.array(LinePaper).max(20).default([]),
    /** Why a manager accepts what would otherwise be refused; only where a rule allows it. */
    override: z.strictObject({ reason: Paragraph(500) }).optional(),
  })
  .superRefine((line, issues) => {
    const fault = (path: string, error: string) =>
      issues.addIssue({ code: 'custom', path: path.split('.'), message: error, input: line });
    if (line.acceptedGrams + (line.refusal?.grams ?? 0) !== line.deliveredGrams)
      fault('acceptedGrams', 'accepted-and-refused-differ-from-delivered');
    if (!amountFits(line)) fault('amountFen', 'amount-differs-from-price-and-mass');
    if (line.shelfLifeDays !== undefined && line.producedOn === undefined)
      fault('producedOn', 'shelf-life-needs-a-production-date');
    if (line.makerLicence !== undefined && line.makerName === undefined)
      fault('makerName', 'licence-needs-its-maker');
    const papers = line.papers.map(({ kind, number }) => `${kind} ${number}`);
    if (new Set(papers).size < papers.length) fault('papers', 'same-paper-twice');
  })
  .meta({ id: 'NewDeliveryLine' });
export type NewDeliveryLine = z.output<typeof NewDeliveryLine>;

/** True when the amount is price × accepted mass, rounded up or down to a whole fen. Products leave the safe integers. */
export function amountFits(line: {
  priceFenPerKg: number;
  acceptedGrams: number;
  amountFen: number;
}): boolean {
  const exact = BigInt(line.priceFenPerKg) * BigInt(line.acceptedGrams);
  const stated = BigInt(line.amountFen) * 1000n;
  const apart = exact > stated ? exact - stated : stated - exact;
  return apart < 1000n;
}

const uniqueLines = (lines: readonly { id: string }[]) =>
  new Set(lines.map(({ id }) => id)).size === lines.length;

const lines = z.array(NewDeliveryLine).min(1).max(50).refine(uniqueLines, { error: 'line-ids-repeat' });

/** What stands on the supplier's delivery note and what the receivers saw. */
const content = {
  supplierId: Id,
  /** The number that the supplier gave its delivery note; one delivery of a school and supplier has it. */
  noteNumber: Line(60),
  arrivedAt: GivenInstant,
  vehicle: Line(40).optional(),
  sealNumber: Line(60).optional(),
  sealIntact: z.boolean().optional(),
  /** Who ordered the goods: may not sign for them (RCV-05). */
  orderedById: Id.optional(),
  /** Photos of the goods and the note. */
  photos: z.array(Sha256).max(20).default([]),
  lines,
};

const note = {
  supplierId: '01938e6a-9c00-7000-8000-000000000002',
  noteNumber: 'SH-20260303-017',
  arrivedAt: '2026-03-03T06:40:00+08:00',
  lines: [
    {
      id: '01938e6a-9c00-7000-8000-000000000003',
      goodsCode: 'MEAT.PORK_CHILLED',
      goodsName: '冷鲜猪后腿',
      supplierLot: 'P260302-A',
      producedOn: '2026-03-02',
      shelfLifeDays: 5,
      deliveredGrams: 25_000,
      acceptedGrams: 25_000,
      priceFenPerKg: 2650,
      amountFen: 66_250,
      surfaceTemperatureMilliC: 3200,
      papers: [
        { kind: 'AQ_PRODUCT', number: '3100238841', issuedOn: '2026-03-02', quantityGrams: 300_000 },
        { kind: 'MQ_CERT', number: 'MQ0302118', issuedOn: '2026-03-02' },
      ],
    },
  ],
};

const example = { schoolId: '01938e6a-9c00-7000-8000-000000000001', ...note };

export const NewDelivery = z
  .strictObject({
    /** Made by the client when the draft was begun: the same id and content sent again change nothing. */
    id: Id.optional(),
    schoolId: Id,
    ...content,
    /** Absent when the second person signs later, on an own phone. */
    coSigner: SecondPerson.optional(),
  })
  .meta({ id: 'NewDelivery', examples: [example] });
export type NewDelivery = z.input<typeof NewDelivery>;
export type ParsedDelivery = z.output<typeof NewDelivery>;

const countOf = <T>(deliveries: readonly T[], count: (delivery: T) => number) =>
  deliveries.reduce((sum, delivery) => sum + count(delivery), 0);

/** Up to 100 deliveries that are recorded together or not at all; 1,000 lines and 4,000 papers in all. */
export const NewDeliveries = z
  .strictObject({ deliveries: z.array(NewDelivery).min(1).max(100) })
  .superRefine(({ deliveries }, issues) => {
    const fault = (error: string) =>
      issues.addIssue({ code: 'custom', path: ['deliveries'], message: error, input: deliveries });
    const ids = deliveries.flatMap(({ id }) => id ?? []);
    if (new Set(ids).size < ids.length) fault('delivery-ids-repeat');
    if (countOf(deliveries, (delivery) => delivery.lines.length) > 1000) fault('too-many-lines');
    const papers = countOf(deliveries, (delivery) => countOf(delivery.lines, (line) => line.papers.length));
    if (papers > 4000) fault('too-many-papers');
  })
  .meta({ id: 'NewDeliveries', examples: [{ deliveries: [example] }] });
export type NewDeliveries = z.input<typeof NewDeliveries>;

/** The whole delivery as it should have been recorded. Lines keep their ids; a line left out was never delivered. */
export const DeliveryCorrection = z
  .strictObject({ ...content, reason: Paragraph(500), coSigner: SecondPerson.optional() })
  .meta({
    id: 'DeliveryCorrection',
    examples: [{ ...note, reason: '称重读错，应为25千克' }],
  });
export type DeliveryCorrection = z.input<typeof DeliveryCorrection>;

export const CorrectedDelivery = DeliveryCorrection.extend({ deliveryId: Id });
export type CorrectedDelivery = z.input<typeof CorrectedDelivery>;
