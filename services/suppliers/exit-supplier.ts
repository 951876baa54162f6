import { Exit } from '#schemas/supplier.ts';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { lockSupplier } from './lock-supplier.ts';

/**
 * The account's school ends its relation with a supplier: from that day on it takes no delivery.
 *
 * @throws DomainError `not-found` when the supplier is not admitted, `invalid-input`
 */
export async function exitSupplier(ctx: Context, input: Exit): Promise<{ recordId: string }> {
  const schoolId = ownSchool(authorise(ctx, 'supplier.admit'));
  const { supplierId, reason, ...given } = Exit.parse(input);
  const now = ctx.clock.now();
  const exitedOn = given.exitedOn ?? civilDateOf(now);
  return await transact(ctx, async (tx) => {
    const { name: schoolName } = await schoolOf(tx.db, schoolId);
    const { named } = await lockSupplier(tx, supplierId);
    const admission = await tx.db
      .selectFrom('admissions')
      .select(['id', 'admittedOn'])
      .where('schoolId', '=', schoolId)
      .where('supplierId', '=', supplierId)
      .where('exitedOn', 'is', null)
      .executeTakeFirst();
    if (!admission) throw new DomainError('not-found', { data: { supplierId, schoolId } });
    if (exitedOn > civilDateOf(now) || exitedOn < admission.admittedOn) {
      const detail = exitedOn < admission.admittedOn ? 'before the admission' : 'in the future';
      throw new DomainError('invalid-input', { errors: [{ pointer: '/exitedOn', detail }] });
    }
    await tx.db
      .updateTable('admissions')
      .set({ exitedOn, exitReason: reason, exitRecordedAt: now })
      .where('id', '=', admission.id)
      .execute();
    const recordId = await appendRecord(tx, {
      type: 'supplier-exited',
      subject: supplierId,
      school: schoolId,
      occurredAt: now,
      body: { supplier: named, schoolName, exitedOn, exitReason: reason },
    });
    return { recordId };
  });
}
