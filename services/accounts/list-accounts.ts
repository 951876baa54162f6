import type { AccountSummary } from '#schemas/account.ts';
import { type Context, read } from '../context.ts';
import { authorise } from './authorise.ts';

/** The accounts that the caller administers: the whole district's, or those of the own school. */
export async function listAccounts(ctx: Context): Promise<AccountSummary[]> {
  const actor = authorise(ctx, 'account.create');
  return await read(ctx, (db) =>
    db
      .selectFrom('accounts')
      .select(['id', 'username', 'displayName', 'role', 'schoolId', 'supplierId', 'disabledAt'])
      .where('districtId', '=', actor.districtId)
      .$if(actor.schoolId !== null, (query) => query.where('schoolId', '=', actor.schoolId))
      .orderBy('username')
      .execute(),
  );
}
