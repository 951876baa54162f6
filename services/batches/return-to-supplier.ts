import { z } from 'zod';
import { personal } from '#schemas/records/record.ts';
import { NewReturn, type ReturnAnswer } from '#schemas/supplier-return.ts';
import { Id } from '#schemas/values.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import {
  happenedAt,
  type LotRow,
  linkLots,
  makeLot,
  mentionLot,
  originOf,
  refuseEarlier,
  takeFromLot,
} from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';

const LotToReturn = z.strictObject({ lotId: Id, ...NewReturn.shape });

/**
 * Sends accepted goods back to their supplier before a witness: the stock falls, and the trace shows where the goods
 * went. Held lots stay where they are, and expired food is destroyed, never returned.
 *
 * @throws DomainError `not-found`, `lot-held`, `lot-expired`, `lot-not-available`, `stock-exceeded`, `invalid-input` for
 *   a time in the future or before the goods were there
 */
export async function returnToSupplier(
  ctx: Context,
  input: z.input<typeof LotToReturn>,
): Promise<ReturnAnswer> {
  const { lotId, grams, reason, witness, returnedAt } = LotToReturn.parse(input);
  const schoolId = ownSchool(authorise(ctx, 'lot.return'));
  return await transact(ctx, async (tx) => {
    const lot = await takeFromLot(tx, schoolId, lotId, grams);
    await refuseHeldOrigins(tx, [lot]);
    const occurredAt = happenedAt(tx, returnedAt, '/returnedAt');
    refuseEarlier(lot, occurredAt);
    const remainingGrams = (lot.remainingGrams ?? 0) - grams;
    const [returnLotId, recordId] = [newId(tx.clock.now()), newId(tx.clock.now())];
    await appendRecord(tx, {
      type: 'lot-returned',
      id: recordId,
      subject: lotId,
      school: schoolId,
      occurredAt,
      body: {
        schoolName: (await schoolOf(tx.db, schoolId)).name,
        lot: mentionLot(lot),
        supplier: await supplierOf(tx, lot),
        returnLot: returnLotId,
        grams,
        remainingGrams,
        because: reason,
        witness: personal(witness),
        origin: originOf(lot),
      },
    });
    const back = await makeLot(tx, {
      id: returnLotId,
      kind: 'return',
      schoolId,
      supplierId: lot.supplierId,
      goodsCode: lot.goodsCode,
      name: lot.name,
      beganAt: occurredAt,
      quantityGrams: grams,
      status: 'closed',
      recordId,
    });
    await linkLots(tx, {
      kind: 'return',
      schoolId,
      occurredAt,
      recordId,
      inputs: [{ number: lot.number, quantityGrams: grams }],
      outputs: [back],
    });
    return { lotId, returnLotId, recordId, remainingGrams };
  });
}

/** Only goods that a supplier delivered can go back to one: not what the kitchen made of them. */
async function supplierOf(tx: Tx, { id, kind, supplierId }: LotRow) {
  if (kind !== 'delivery' || supplierId === null) {
    throw new DomainError('lot-not-available', { data: { lotId: id, kind } });
  }
  const supplier = await tx.db
    .selectFrom('suppliers')
    .select(['id', 'name', 'creditCode'])
    .where('id', '=', supplierId)
    .executeTakeFirstOrThrow();
  return { ...supplier, creditCode: supplier.creditCode ?? undefined };
}
