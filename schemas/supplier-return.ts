import { z } from 'zod';
import { GivenInstant, Grams, Id, Line, Paragraph, PositiveGrams } from './values.ts';

export const NewReturn = z
  .strictObject({
    grams: PositiveGrams,
    reason: Paragraph(500),
    /** Who saw the goods go back. */
    witness: Line(40),
    /** Now, unless given. */
    returnedAt: GivenInstant.optional(),
  })
  .meta({ id: 'NewReturn', examples: [{ grams: 2_500, reason: '开箱后发现霉变', witness: '张伟' }] });
export type NewReturn = z.input<typeof NewReturn>;

export const ReturnAnswer = z
  .object({ lotId: Id, returnLotId: Id, recordId: Id, remainingGrams: Grams })
  .meta({ id: 'ReturnAnswer' });
export type ReturnAnswer = z.infer<typeof ReturnAnswer>;
