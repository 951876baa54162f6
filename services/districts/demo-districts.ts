import type { Db } from '../db/connect.ts';

/** Origin of every demo district's log: a name under a domain that nobody can own (RFC 2606). */
export const demoOrigin = 'demo.shansu.example';

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
