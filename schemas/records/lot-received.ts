import { z } from 'zod';
import { CivilDate, Fen, Id, Line, MilliC, PositiveGrams, Sha256 } from '../values.ts';
import { recordOf } from './record.ts';
import { RecordFinding, RecordSupplier } from './signer.ts';

export const ReceivedPaper = z.strictObject({
  kind: z.string(),
  name: z.string(),
  number: Line(60),
  issuer: Line(100).optional(),
  issuedOn: CivilDate.optional(),
  validTo: CivilDate.optional(),
  quantityGrams: PositiveGrams.optional(),
  lotNumber: Line(60).optional(),
  sha256: Sha256.optional(),
});

/**
 * One accepted lot, told so that it can be read alone: what, from whom, from where, with which papers. Subject: the
 * delivery lot. Prices stand in fields of their own, which the public page never discloses.
 */
export const LotReceived = recordOf('lot-received', 1, {
  code: z.string(),
  schoolName: Line(100),
  supplier: RecordSupplier,
  delivery: Id,
  noteNumber: Line(60),
  goodsCode: z.string(),
  goodsClass: z.string(),
  goodsName: Line(60),
  supplierLot: Line(60).optional(),
  producedOn: CivilDate.optional(),
  shelfLifeDays: z.int().optional(),
  expiresOn: CivilDate.optional(),
  origin: z.strictObject({ code: z.string().optional(), name: z.string() }).optional(),
  maker: z.strictObject({ name: Line(100), licence: Line(40).optional() }).optional(),
  importer: Line(100).optional(),
  acceptedGrams: PositiveGrams,
  surfaceTemperatureMilliC: MilliC.optional(),
  papers: z.array(ReceivedPaper),
  keepUntil: CivilDate.optional(),
  priceFenPerKg: Fen,
  amountFen: Fen,
  findings: z.array(RecordFinding),
  /** SHA-256 of the rule packs and of the reference data that judged the lot. */
  rulesHash: Sha256,
  referenceHash: Sha256,
});
