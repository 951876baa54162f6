import type { MadeNow } from '#schemas/kitchen-stock.ts';
import { NewTopUp } from '#schemas/preparation.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { happenedAt, type LotRow, lockLots } from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { allergensIn } from './allergens.ts';
import { makePreparedLot, mentionUsed } from './make-prepared-lot.ts';
import { takeFromKitchen, type UsedLot } from './take-from-kitchen.ts';
import { replaceContent } from './vessels.ts';

/**
 * Tops up a vessel: what is left in it and the new stock become a new lot, and the old lot ends. A trace therefore
 * follows time: what left the vessel earlier has nothing to do with what came in later.
 *
 * The mixture expires when the first of its parts does.
 * @throws DomainError what `takeFromKitchen` throws; `lot-not-available` when the lot is not in a vessel
 */
export async function topUpVat(ctx: Context, input: NewTopUp): Promise<MadeNow> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { vatLotId, inputs, toppedUpAt } = NewTopUp.parse(input);
  return await transact(ctx, async (tx) => {
    const at = happenedAt(tx, toppedUpAt, '/toppedUpAt');
    const lots = await lockLots(tx, schoolId, [vatLotId, ...inputs.map(({ lotId }) => lotId)]);
    const { name, remainingGrams } = lots.find(({ id }) => id === vatLotId) as LotRow;
    const vessel = await vesselOf(tx, schoolId, vatLotId);
    if (!vessel || !remainingGrams) throw new DomainError('lot-not-available', { data: { lotId: vatLotId } });
    const used = await takeFromKitchen(
      tx,
      schoolId,
      [{ lotId: vatLotId, grams: remainingGrams }, ...inputs],
      at,
    );
    const grams = used.reduce((sum, part) => sum + part.grams, 0);
    const expiresOn = earliest(used);
    const allergens = (await allergensIn(tx, used, [])).map(({ code }) => code);
    const made = await makePreparedLot(tx, {
      event: 'top-up',
      schoolId,
      name,
      grams,
      madeAt: at,
      used,
      allergens,
      expiresOn,
      vessel,
    });
    await replaceContent(tx, schoolId, vessel, made.id);
    const school = await schoolOf(tx.db, schoolId);
    await appendRecord(tx, {
      type: 'vat-topped-up',
      id: made.recordId,
      subject: made.id,
      school: schoolId,
      occurredAt: at,
      body: {
        schoolName: school.name,
        lot: { id: made.id, code: made.code, name },
        grams,
        inputs: mentionUsed(used),
        allergens,
        expiresOn,
        vessel,
      },
    });
    return { id: made.id, code: made.code, recordId: made.recordId };
  });
}

/** Of two who top up a vessel at once, the second waits here or for the lots, and finds another lot in it. */
async function vesselOf(tx: Tx, schoolId: string, lotId: string): Promise<string | undefined> {
  const vessel = await tx.db
    .selectFrom('vessels')
    .select('name')
    .where('schoolId', '=', schoolId)
    .where('lotId', '=', lotId)
    .forUpdate()
    .executeTakeFirst();
  return vessel?.name;
}

function earliest(used: readonly UsedLot[]): string | undefined {
  const dates = used.flatMap(({ lot }) => (lot.expiresOn === null ? [] : [lot.expiresOn]));
  return dates.toSorted()[0];
}
