import type { Db } from '../db/connect.ts';

/** Origin of every demo district's log: a name under a domain that nobody can own (RFC 2606). */
export const demoOrigin = 'demo.shansu.example';

/** True before anything was opened: only then is there room for a demo. */
export async function hasNoDistrict(db: Db): Promise<boolean> {
  return (await db.selectFrom('districts').select('id').limit(1).executeTakeFirst()) === undefined;
}

/**
 * Production must not run on data whose accounts have published passwords.
 *
 * @throws Error naming the demo district
 */
export async function refuseDemoDistricts(db: Db): Promise<void> {
  const demo = await db
    .selectFrom('districts')
    .select('name')
    .where('origin', 'like', `${demoOrigin}/%`)
    .executeTakeFirst();
  if (demo) {
    throw new Error(
      `Production mode refuses to start: ${demo.name} is a demo district, with accounts whose passwords are public. Use an empty database.`,
    );
  }
}
