import type { School } from '#schemas/school.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';

/** The schools that the account may see: its own, or all of the district. */
export async function listSchools(ctx: Context): Promise<School[]> {
  const actor = authorise(ctx, 'school.read');
  return await read(ctx, (db) =>
    db
      .selectFrom('schools')
      .select([
        'id',
        'name',
        'kind',
        'canteenMode',
        'canteenStatus832',
        'dinersPerMeal',
        'sampleMinimumGrams',
      ])
      .$if(actor.schoolId !== null, (query) => query.where('id', '=', actor.schoolId as string))
      .orderBy('name')
      .execute(),
  );
}
