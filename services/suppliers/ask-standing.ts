import { z } from 'zod';
import { civilDateOf } from '#schemas/time.ts';
import { CivilDate, GivenInstant, Id } from '#schemas/values.ts';
import { authorise, schoolInView } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type SupplierStanding, supplierStandingOn } from './standing.ts';

export const StandingQuestion = z.strictObject({
  goodsCode: z
    .string()
    .max(40)
    .meta({ examples: ['MEAT.PORK_CHILLED'] }),
  /** Today if absent. */
  on: CivilDate.optional(),
  /** Judge by what was on record at this instant; by everything known now if absent. */
  asKnownAt: GivenInstant.optional(),
  /** For people of the district; school accounts ask about their own. */
  schoolId: Id.optional(),
});
export type StandingQuestion = z.input<typeof StandingQuestion>;

/** SUP-07 as a question: was the supplier qualified on that day, as known at that instant? */
export async function askStanding(
  ctx: Context,
  supplierId: string,
  input: StandingQuestion,
): Promise<SupplierStanding> {
  const actor = authorise(ctx, 'supplier.read');
  const { goodsCode, on, asKnownAt, ...named } = StandingQuestion.parse(input);
  const schoolId = schoolInView(actor, named.schoolId);
  if (actor.supplierId !== null && actor.supplierId !== supplierId) throw new DomainError('not-found');
  const question = { supplierId, schoolId, goodsCode, on: on ?? civilDateOf(ctx.clock.now()) };
  return await read(ctx, (db) =>
    supplierStandingOn(db, ctx.reference, { ...question, ...(asKnownAt ? { asKnownAt } : {}) }),
  );
}
