import { z } from 'zod';
import { LotKind } from '../lot.ts';
import { Grams, Id, Line, Paragraph, PositiveGrams } from '../values.ts';
import { PersonalCommitment, recordOf } from './record.ts';
import { RecordSupplier } from './signer.ts';

const lot = { code: z.string().optional(), kind: LotKind, name: Line(60) };

/** From now on nothing of the lot may be used, returned or destroyed. Subject: the lot. */
export const LotHeld = recordOf('lot-held', 1, {
  ...lot,
  hold: Id,
  because: Paragraph(500),
  remainingGrams: Grams.optional(),
});

/** The holds are lifted. Subject: the lot. */
export const LotReleased = recordOf('lot-released', 1, {
  ...lot,
  holds: z.array(Id).min(1),
  because: Paragraph(500),
});

/** Goods that were accepted went back to the supplier. Subject: the delivery lot they were taken from. */
export const LotReturned = recordOf('lot-returned', 1, {
  ...lot,
  schoolName: Line(100),
  supplier: RecordSupplier,
  returnLot: Id,
  quantityGrams: PositiveGrams,
  remainingGrams: Grams,
  because: Paragraph(500),
  witness: PersonalCommitment,
});
