import { z } from 'zod';
import { Disposition } from '../delivery.ts';
import { CivilDate, Fen, Grams, Id, Line, PositiveGrams, Sha256 } from '../values.ts';
import { PersonalCommitment, recordOf } from './record.ts';
import { RecordSigner, RecordSupplier } from './signer.ts';

const RefusedGoods = z.strictObject({
  grams: PositiveGrams,
  reason: Line(200),
  disposition: Disposition,
  witness: PersonalCommitment.optional(),
});

/** The acceptance paper of one delivery. Subject: the delivery. `occurredAt`: when the goods arrived. */
export const DeliveryReceived = recordOf('delivery-received', 1, {
  schoolName: Line(100),
  supplier: RecordSupplier,
  noteNumber: Line(60),
  vehicle: Line(40).optional(),
  sealNumber: Line(60).optional(),
  sealIntact: z.boolean().optional(),
  photos: z.array(Sha256),
  lines: z.array(
    z.strictObject({
      line: Id,
      goodsCode: z.string(),
      goodsName: Line(60),
      deliveredGrams: PositiveGrams,
      acceptedGrams: Grams,
      refusal: RefusedGoods.optional(),
      priceFenPerKg: Fen,
      amountFen: Fen,
      overrideReason: z.string().optional(),
      /** The delivery lot with its public code, for what was accepted. */
      lot: Id.optional(),
      code: z.string().optional(),
    }),
  ),
  totalFen: Fen,
  keepUntil: CivilDate.optional(),
  /** One while the second person has yet to sign. */
  signers: z.array(RecordSigner).min(1).max(2),
});
