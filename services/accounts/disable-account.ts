import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { authorise } from './authorise.ts';

/**
 * Ends an account: its sessions and API tokens stop at once. What it recorded stays.
 *
 * @throws DomainError `not-found`, also for accounts that the caller does not administer; `conflict` for one's own
 */
export async function disableAccount(
  ctx: Context,
  accountId: string,
): Promise<{ id: string; recordId: string }> {
  const actor = authorise(ctx, 'account.create');
  const id = knownId(accountId);
  if (id === actor.accountId)
    throw new DomainError('conflict', {
      detail: { zh: '不能停用自己的账号。', en: 'Nobody disables the own account.' },
    });
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const account = await tx.db
      .updateTable('accounts')
      .set({ disabledAt: now })
      .where('id', '=', id)
      .where('districtId', '=', actor.districtId)
      .$if(actor.schoolId !== null, (query) => query.where('schoolId', '=', actor.schoolId))
      .returning(['role', 'schoolId'])
      .executeTakeFirst();
    if (!account) throw new DomainError('not-found');
    await tx.db.deleteFrom('sessions').where('accountId', '=', id).execute();
    const recordId = await appendRecord(tx, {
      type: 'account-disabled',
      subject: id,
      school: account.schoolId ?? undefined,
      occurredAt: now,
      body: { role: account.role },
    });
    return { id, recordId };
  });
}
