import { type Context, read } from '../context.ts';
import { authorise } from './authorise.ts';
import { ownSchool } from './own-school.ts';

export interface Colleague {
  readonly username: string;
  readonly displayName: string;
}

/** The people of the own school, other than oneself, who can confirm something with a PIN. */
export async function listColleagues(ctx: Context): Promise<Colleague[]> {
  const actor = authorise(ctx, 'kitchen.write');
  return await read(ctx, (db) =>
    db
      .selectFrom('accounts')
      .select(['username', 'displayName'])
      .where('districtId', '=', actor.districtId)
      .where('schoolId', '=', ownSchool(actor))
      .where('id', '!=', actor.accountId)
      .where('pinHash', 'is not', null)
      .where('disabledAt', 'is', null)
      .orderBy('displayName')
      .orderBy('username')
      .execute(),
  );
}
