import { z } from 'zod';
import { CivilDate, Grams, Id, Line } from '../values.ts';

/** How a record names a lot, so that it can be read without any other: id, public code, and name on the label. */
export const LotMentioned = z.strictObject({
  id: Id,
  code: z.string().optional(),
  name: Line(100),
});

/** A lot and how much of it went in. */
export const LotUsed = LotMentioned.extend({ grams: Grams });

/** Where a lot comes from, which one that was taken from it keeps. */
export const LotOrigin = z.strictObject({
  supplier: Id.optional(),
  goodsCode: z.string().optional(),
  supplierLot: z.string().optional(),
  producedOn: CivilDate.optional(),
});
