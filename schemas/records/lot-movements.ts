import { z } from 'zod';
import { LotKind } from '../lot.ts';
import { Grams, Id, Line, Paragraph, PositiveGrams } from '../values.ts';
import { LotMentioned, LotOrigin } from './lot-mentioned.ts';
import { PersonalCommitment, recordOf } from './record.ts';
import { RecordSupplier } from './signer.ts';

/** From now on nothing of the lot may be used, returned or destroyed. Subject: the lot. */
export const LotHeld = recordOf('lot-held', 1, {
  lot: LotMentioned,
  kind: LotKind,
  hold: Id,
  because: Paragraph(500),
  remainingGrams: Grams.optional(),
});

/** The holds are lifted. Subject: the lot. */
export const LotReleased = recordOf('lot-released', 1, {
  lot: LotMentioned,
  kind: LotKind,
  holds: z.array(Id).min(1),
  because: Paragraph(500),
});

/** Goods that were accepted went back to the supplier. Subject: the delivery lot they were taken from. */
export const LotReturned = recordOf('lot-returned', 1, {
  schoolName: Line(100),
  lot: LotMentioned,
  supplier: RecordSupplier,
  returnLot: Id,
  grams: PositiveGrams,
  remainingGrams: Grams,
  because: Paragraph(500),
  witness: PersonalCommitment,
  /** Records of earlier versions lack it. */
  origin: LotOrigin.optional(),
});

/** A correction found that this lot was never accepted. Replaces the record that said so. Subject: the lot. */
export const LotWithdrawn = recordOf('lot-withdrawn', 1, {
  schoolName: Line(100),
  lot: LotMentioned,
  delivery: Id,
});
