import { Admission } from '#schemas/supplier.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { requireKnownGoods } from './goods.ts';
import { lockSupplier } from './lock-supplier.ts';

/**
 * The account's school takes a supplier on for some goods. Whether the licences cover them is asked of each delivery, on its day.
 *
 * @throws DomainError `not-found`, `invalid-input`, `conflict` while an earlier admission lasts
 */
export async function admitSupplier(
  ctx: Context,
  input: Admission,
): Promise<{ id: string; recordId: string }> {
  const schoolId = ownSchool(authorise(ctx, 'supplier.admit'));
  const { supplierId, goodsScope, ...given } = Admission.parse(input);
  requireKnownGoods(ctx.reference, goodsScope);
  const now = ctx.clock.now();
  const admittedOn = given.admittedOn ?? civilDateOf(now);
  if (admittedOn > civilDateOf(now)) {
    throw new DomainError('invalid-input', { errors: [{ pointer: '/admittedOn', detail: 'in the future' }] });
  }
  return await transact(ctx, async (tx) => {
    const { name: schoolName } = await schoolOf(tx.db, schoolId);
    const { named } = await lockSupplier(tx, supplierId);
    const id = newId(now);
    const recordId = await appendRecord(tx, {
      type: 'supplier-admitted',
      subject: supplierId,
      school: schoolId,
      occurredAt: now,
      body: { supplier: named, schoolName, goodsScope, admittedOn },
    });
    await tx.db
      .insertInto('admissions')
      .values({
        districtId: tx.districtId,
        id,
        schoolId,
        supplierId,
        goodsScope,
        admittedOn,
        recordedAt: now,
        exitedOn: null,
        exitReason: null,
        exitRecordedAt: null,
        recordId,
      })
      .execute();
    return { id, recordId };
  });
}
