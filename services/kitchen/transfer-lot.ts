import { NewTransfer } from '#schemas/kitchen-stock.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import {
  type LotRow,
  linkLots,
  type MadeLot,
  makeLot,
  mentionLot,
  originOf,
  takeFromLot,
} from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';

export interface Transferred {
  readonly id: string;
  /** The lot at the other school; usable there once its people accept it. */
  readonly lotId: string;
  readonly code: string;
  readonly recordId: string;
}

/**
 * Sends part of a delivery lot in the store to another school of the district. There it is a lot of its own that waits
 * for that school's signature; it keeps supplier, supplier's lot and dates.
 *
 * @throws DomainError what `takeFromLot` throws; `invalid-input` for the own school
 */
export async function transferLot(ctx: Context, input: NewTransfer): Promise<Transferred> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { lotId, grams, toSchoolId } = NewTransfer.parse(input);
  if (toSchoolId === schoolId) {
    throw new DomainError('invalid-input', {
      errors: [{ pointer: '/toSchoolId', detail: 'the own school' }],
    });
  }
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const from = await schoolOf(tx.db, schoolId);
    const to = await schoolOf(tx.db, toSchoolId);
    const lot = await takeFromLot(tx, schoolId, lotId, grams);
    if (lot.kind !== 'delivery')
      throw new DomainError('lot-not-available', { data: { lotId, kind: lot.kind } });
    await refuseHeldOrigins(tx, [lot]);
    const [id, recordId] = [newId(now), newId(now)];
    const made = await makeLotThere(tx, lot, { toSchoolId, grams, recordId, sentAt: now });
    const row = { id, lotId, fromSchoolId: schoolId, newLotId: made.id, toSchoolId, grams, sentAt: now };
    await tx.db
      .insertInto('lotTransfers')
      .values({ districtId: tx.districtId, ...row, acceptedAt: null, acceptedById: null, recordId })
      .execute();
    await appendRecord(tx, {
      type: 'lot-transferred',
      id: recordId,
      subject: lotId,
      school: schoolId,
      occurredAt: now,
      body: {
        transfer: id,
        fromSchool: from.name,
        toSchool: to.name,
        from: mentionLot(lot),
        lot: { id: made.id, code: made.code, name: lot.name },
        grams,
        supplierLot: lot.supplierLot ?? undefined,
        expiresOn: lot.expiresOn ?? undefined,
        toSchoolId,
        origin: originOf(lot),
      },
    });
    return { id, lotId: made.id, code: made.code, recordId };
  });
}

interface Sent {
  readonly toSchoolId: string;
  readonly grams: number;
  readonly recordId: string;
  readonly sentAt: string;
}

/** The lot at the other school: the same goods of the same supplier, waiting for a signature. */
async function makeLotThere(tx: Tx, lot: LotRow, sent: Sent): Promise<MadeLot> {
  const { toSchoolId, grams, recordId, sentAt } = sent;
  const { name, supplierId, goodsCode, supplierLot, producedOn, expiresOn } = lot;
  const made = await makeLot(tx, {
    kind: 'delivery',
    schoolId: toSchoolId,
    ...{ name, supplierId, goodsCode, supplierLot, producedOn, expiresOn },
    beganAt: sentAt,
    quantityGrams: grams,
    recordId,
    status: 'awaiting-signature',
  });
  await linkLots(tx, {
    kind: 'transfer',
    schoolId: toSchoolId,
    occurredAt: sentAt,
    recordId,
    inputs: [{ number: lot.number, quantityGrams: grams }],
    outputs: [made],
  });
  return made;
}
