import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type Allergen, allergensOf } from '../reference/index.ts';
import type { UsedLot } from './take-from-kitchen.ts';

/**
 * The allergens of something made of these lots: those of the goods, those that prepared lots brought with them, and
 * those declared from labels. In the order of the reference table.
 *
 * @throws DomainError `invalid-input` for a declared code that is not in the table
 */
export async function allergensIn(
  tx: Tx,
  used: readonly UsedLot[],
  declared: readonly string[],
): Promise<Allergen[]> {
  const { goods, allergens } = tx.reference;
  const unknown = declared.find((code) => !allergens.some((allergen) => allergen.code === code));
  if (unknown !== undefined) {
    throw new DomainError('invalid-input', { errors: [{ pointer: '/allergens', detail: unknown }] });
  }
  const prepared = used.filter(({ lot }) => lot.kind === 'prepared').map(({ lot }) => lot.id);
  const brought =
    prepared.length === 0
      ? []
      : await tx.db.selectFrom('preparedLots').select('allergens').where('lotId', 'in', prepared).execute();
  return allergensOf(goods, allergens, {
    goodsCodes: used.flatMap(({ lot }) => (lot.goodsCode === null ? [] : [lot.goodsCode])),
    labelled: [...brought.flatMap((row) => row.allergens), ...declared],
  });
}
