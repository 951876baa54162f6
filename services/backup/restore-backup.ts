import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { clearDatabase } from '../db/clear.ts';
import type { Db } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { copyDurably, hashOfFile, isOther, keysFolder, paperPath } from './files.ts';
import { loadTable } from './load-table.ts';
import type { Manifest } from './manifest.ts';
import { readBackup, tablePath } from './read-backup.ts';
import { requireSight } from './sight.ts';
import { appliedMigrations, tablesInOrder } from './tables.ts';

export interface RestoreRequest {
  readonly owner: Db;
  readonly dataDir: string;
  readonly from: string;
  /** Where the secret keys lie; when left out they must be in the data folder already. */
  readonly keysFrom?: string | undefined;
}

/**
 * Puts a backup into a database without districts and a data folder of no other installation. Everything is compared with
 * its hash before anything is written; the rows appear all at once, and last, so that a restore that was cut short is
 * simply run again.
 *
 * @throws Error that says what does not fit, while nothing is written; RestoreBrokenOff from then on; RestoredUnmigrated
 * once the rows are there
 */
export async function restoreBackup({ owner, dataDir, from, keysFrom }: RestoreRequest): Promise<Manifest> {
  const db = owner as unknown as Kysely<unknown>;
  await requireSight(db);
  await requireNoDistrict(owner);
  const manifest = await readBackup(from);
  await requireKnownSchema(db, manifest);
  const keySource = keysFrom ?? keysFolder(dataDir);
  await requireKeys(manifest, keySource);
  await requireOwnFolder(manifest, dataDir);
  try {
    await copyFiles(manifest, { dataDir, from, keysFrom });
    await loadDatabase(owner, manifest, from);
  } catch (cause) {
    throw new RestoreBrokenOff((cause as Error).message, { cause });
  }
  try {
    await sql`analyze`.execute(owner);
    await migrate(owner);
  } catch (cause) {
    throw new RestoredUnmigrated((cause as Error).message, { cause });
  }
  return manifest;
}

/** Something of the backup may be in the data folder by now. */
export class RestoreBrokenOff extends Error {
  override readonly name = 'RestoreBrokenOff';
}

/** All of the backup is where it belongs; what every start of the product does too is left to do. */
export class RestoredUnmigrated extends Error {
  override readonly name = 'RestoredUnmigrated';
}

type Folders = Pick<RestoreRequest, 'dataDir' | 'from' | 'keysFrom'>;

async function copyFiles(manifest: Manifest, { dataDir, from, keysFrom }: Folders): Promise<void> {
  const secretly = { from, to: dataDir, mode: 0o600 };
  for (const sha256 of manifest.papers) await copyDurably(paperPath(sha256), secretly);
  for (const name of Object.keys(manifest.keys))
    if (keysFrom) await copyDurably(name, { from: keysFrom, to: keysFolder(dataDir), mode: 0o600 });
  for (const name of Object.keys(manifest.files))
    await copyDurably(name, name === 'trust.json' ? { ...secretly, mode: 0o644 } : secretly);
}

/** The rows go into the schema that they were taken from, which is brought up to date later as any other. */
async function loadDatabase(owner: Db, manifest: Manifest, from: string): Promise<void> {
  await clearDatabase(owner, manifest.migrations.at(-1));
  await owner.transaction().execute(async (tx) => {
    const db = tx as unknown as Kysely<unknown>;
    for (const table of await tablesInOrder(db)) {
      const dump = manifest.tables.find(({ name }) => name === table.name);
      if (!dump) throw new Error(`the backup lacks the table ${table.name}`);
      await loadTable(db, table, dump, tablePath(from, table.name));
    }
  });
}

async function requireNoDistrict(owner: Db): Promise<void> {
  const district = await owner.selectFrom('districts').select('name').executeTakeFirst();
  if (district) throw new Error(`the database holds ${district.name} already: restore into an empty one`);
}

async function requireKnownSchema(db: Kysely<unknown>, { migrations }: Manifest): Promise<void> {
  const known = await appliedMigrations(db);
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`the backup was made by a newer version, which has ${unknown.join(', ')}: use that one`);
}

async function requireKeys(manifest: Manifest, folder: string): Promise<void> {
  for (const [name, sha256] of Object.entries(manifest.keys)) {
    const found = await hashOfFile(join(folder, name));
    if (found === undefined) throw new Error(`the key ${name} is not in ${folder}: say --keys FOLDER`);
    if (found !== sha256) throw new Error(`${join(folder, name)} is not the key of this backup`);
  }
}

/** What is there already must be the same: the folder of another installation is not overwritten. */
async function requireOwnFolder(manifest: Manifest, dataDir: string): Promise<void> {
  const expected = [
    ...Object.entries(manifest.files).map(([name, sha256]) => [join(dataDir, name), sha256] as const),
    ...Object.entries(manifest.keys).map(
      ([name, sha256]) => [join(keysFolder(dataDir), name), sha256] as const,
    ),
  ];
  for (const [path, sha256] of expected) {
    if (await isOther(path, sha256))
      throw new Error(`${path} belongs to another installation: restore into an empty DATA_DIR`);
  }
}
