import { type MadeNow, NewRelabelling } from '#schemas/kitchen-stock.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import {
  type LotRow,
  linkLots,
  lockLot,
  type MadeLot,
  makeLot,
  mentionLot,
  originOf,
  reduceStock,
  refuseUnusable,
} from '../lots/index.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { refuseHeldOrigins } from '../trace/index.ts';
import { replaceContent } from './vessels.ts';

/**
 * Puts a new label on what is left of a delivery lot in the store, or of a prepared lot: a new lot with a new code, and
 * the old one ends. What the kitchen holds of a delivery keeps the old label. The date may only come closer: a later
 * one would be a forged shelf life.
 *
 * @throws DomainError `not-found`, `lot-held`, `lot-expired`, `lot-not-available`, `invalid-input`
 */
export async function relabelLot(ctx: Context, input: NewRelabelling): Promise<MadeNow> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  const { lotId, name: newName, expiresOn: newDate, reason } = NewRelabelling.parse(input);
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const old = await lockLot(tx, schoolId, lotId);
    refuseUnusable(old, civilDateOf(now));
    if (old.kind !== 'delivery' && old.kind !== 'prepared') {
      throw new DomainError('lot-not-available', { data: { lotId, kind: old.kind } });
    }
    await refuseHeldOrigins(tx, [old]);
    const label = { name: newName ?? old.name, expiresOn: sameOrSooner(newDate, old.expiresOn) };
    const grams = old.remainingGrams ?? 0;
    await reduceStock(tx, old, grams);
    const recordId = newId(now);
    const lot = await makeLot(tx, successor(old, label, { now, grams, recordId }));
    await linkLots(tx, {
      kind: 'relabelling',
      schoolId,
      occurredAt: now,
      recordId,
      inputs: [{ number: old.number, quantityGrams: grams }],
      outputs: [lot],
    });
    if (old.kind === 'prepared') await keepPreparation(tx, schoolId, old, lot);
    const school = await schoolOf(tx.db, schoolId);
    await appendRecord(tx, {
      type: 'lot-relabelled',
      id: recordId,
      subject: lot.id,
      school: schoolId,
      occurredAt: now,
      body: {
        schoolName: school.name,
        from: mentionLot(old),
        lot: { id: lot.id, code: lot.code, name: label.name },
        grams,
        expiredOnBefore: old.expiresOn ?? undefined,
        expiresOn: label.expiresOn ?? undefined,
        because: reason,
        origin: originOf(old),
      },
    });
    return { id: lot.id, code: lot.code, recordId };
  });
}

function sameOrSooner(given: string | undefined, before: string | null): string | null {
  if (given !== undefined && before !== null && given > before) {
    throw new DomainError('invalid-input', {
      detail: { zh: '新标签的保质期不得晚于原标签。', en: 'A new label cannot give a later date.' },
      errors: [{ pointer: '/expiresOn', detail: `at most ${before}` }],
    });
  }
  return given ?? before;
}

function successor(
  old: LotRow,
  label: { readonly name: string; readonly expiresOn: string | null },
  { now, grams, recordId }: { readonly now: string; readonly grams: number; readonly recordId: string },
) {
  const { supplierId, goodsCode, supplierLot, producedOn } = old;
  return {
    kind: old.kind as 'delivery' | 'prepared',
    schoolId: old.schoolId as string,
    ...{ supplierId, goodsCode, supplierLot, producedOn },
    ...label,
    beganAt: now,
    quantityGrams: grams,
    recordId,
  };
}

async function keepPreparation(tx: Tx, schoolId: string, old: LotRow, lot: MadeLot): Promise<void> {
  const before = await tx.db
    .selectFrom('preparedLots')
    .selectAll()
    .where('lotId', '=', old.id)
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('preparedLots')
    .values({ ...before, lotId: lot.id })
    .execute();
  if (before.vessel !== null) await replaceContent(tx, schoolId, before.vessel, lot.id);
}
