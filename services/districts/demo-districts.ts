import { clearDatabase } from '../db/clear.ts';
import type { Db } from '../db/connect.ts';
import { StartRefused } from '../start-refused.ts';

/** Origin of every demo district's log: a name under a domain that nobody can own (RFC 2606). */
export const demoOrigin = 'demo.shansu.example';

/** True before anything was opened: only then is there room for a demo. */
export async function hasNoDistrict(db: Db): Promise<boolean> {
  return (await db.selectFrom('districts').select('id').limit(1).executeTakeFirst()) === undefined;
}

/**
 * Removes a demo whose writing was interrupted, and every other trace of the product in the database with it.
 *
 * @param owner sees every district
 * @throws Error when there is a district that is no demo; nothing is removed then
 */
export async function clearUnfinishedDemo(owner: Db): Promise<void> {
  const other = await owner
    .selectFrom('districts')
    .select('name')
    .where('origin', 'not like', `${demoOrigin}/%`)
    .executeTakeFirst();
  if (other) {
    throw new StartRefused(
      `The demo was not finished last time, and ${other.name} is in the same database. Use an empty database for the demo; to go on without one, remove demo.unfinished from DATA_DIR.`,
    );
  }
  await clearDatabase(owner);
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
    throw new StartRefused(
      `Production mode refuses to start: ${demo.name} is a demo district, with accounts whose passwords are public. Use an empty database.`,
    );
  }
}
