import { z } from 'zod';
import { CivilDate, Line, PositiveGrams } from '../values.ts';
import { LotMentioned } from './lot-mentioned.ts';
import { PersonalCommitment, recordOf } from './record.ts';

/** Stock of a delivery lot went from the store to the kitchen. */
export const LotIssued = recordOf('lot-issued', 1, {
  schoolName: Line(100),
  lot: LotMentioned,
  supplierLot: z.string().optional(),
  expiresOn: CivilDate.optional(),
  grams: PositiveGrams,
  purpose: Line(100),
  issuedTo: PersonalCommitment,
});

/** The kitchen gave unused stock back to the store. The envelope's `reason` belongs to corrections. */
export const LotRestocked = recordOf('lot-restocked', 1, {
  schoolName: Line(100),
  lot: LotMentioned,
  grams: PositiveGrams,
  because: Line(200),
});
