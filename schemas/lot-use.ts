import { z } from 'zod';
import { Id, PositiveGrams } from './values.ts';

/** How much of a lot in the kitchen went into something. */
export const LotUse = z
  .strictObject({ lotId: Id, grams: PositiveGrams })
  .meta({ id: 'LotUse', examples: [{ lotId: '01938e6a-9c00-7000-8000-000000000001', grams: 12_500 }] });
export type LotUse = z.infer<typeof LotUse>;

export const LotUses = z
  .array(LotUse)
  .max(100)
  .refine((uses) => new Set(uses.map(({ lotId }) => lotId)).size === uses.length, {
    error: 'each lot once',
  });
