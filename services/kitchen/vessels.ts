import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

/**
 * Puts a lot into an empty vessel.
 *
 * @throws DomainError `conflict` while another lot is in it: top that one up, or dispose of it first
 */
export async function fillVessel(tx: Tx, schoolId: string, name: string, lotId: string): Promise<void> {
  const { districtId } = tx;
  const taken = await tx.db
    .insertInto('vessels')
    .values({ districtId, schoolId, name, lotId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst();
  if (taken) return;
  const vessel = await tx.db
    .selectFrom('vessels')
    .select('lotId')
    .where('schoolId', '=', schoolId)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const content = await tx.db
    .selectFrom('lots')
    .select(['id', 'remainingGrams'])
    .where('id', '=', vessel.lotId)
    .executeTakeFirstOrThrow();
  if (content.remainingGrams !== 0) {
    throw new DomainError('conflict', {
      detail: {
        zh: `${name}中还有其他批次，请先补加或处置。`,
        en: `Another lot is in ${name}: top it up, or dispose of it first.`,
      },
      data: { vessel: name, lotId: content.id },
    });
  }
  await replaceContent(tx, schoolId, name, lotId);
}

/** The lot in a vessel became another one: topped up, or re-labelled. */
export async function replaceContent(tx: Tx, schoolId: string, name: string, lotId: string): Promise<void> {
  await tx.db
    .updateTable('vessels')
    .set({ lotId })
    .where('schoolId', '=', schoolId)
    .where('name', '=', name)
    .execute();
}
