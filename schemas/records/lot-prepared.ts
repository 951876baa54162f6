import { z } from 'zod';
import { CivilDate, Id, Line, PositiveGrams } from '../values.ts';
import { LotMentioned, LotUsed } from './lot-mentioned.ts';
import { recordOf } from './record.ts';

const prepared = {
  schoolName: Line(100),
  lot: LotMentioned,
  grams: PositiveGrams,
  /** What went into this lot, and into no other. */
  inputs: z.array(LotUsed),
  allergens: z.array(z.string()),
  expiresOn: CivilDate.optional(),
};

/** A semi-finished good. Lots that were made in one go, by-products too, have one record each and the same `preparation`. */
export const LotPrepared = recordOf('lot-prepared', 1, {
  ...prepared,
  preparation: Id,
  vessel: Line(40).optional(),
});

/** What was left in a vessel (the first input) and what came on top are a new lot; the old one ended here. */
export const VatToppedUp = recordOf('vat-topped-up', 1, { ...prepared, vessel: Line(40) });
