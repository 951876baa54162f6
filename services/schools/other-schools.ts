import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** The other schools of the district by name: where lots can be sent. */
export async function otherSchools(ctx: Context): Promise<{ id: string; name: string }[]> {
  const schoolId = ownSchool(authorise(ctx, 'kitchen.write'));
  return await read(ctx, (db) =>
    db.selectFrom('schools').select(['id', 'name']).where('id', '!=', schoolId).orderBy('name').execute(),
  );
}
