import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { syncFolder } from '#ledger/process/sync-folder.ts';
import type { Db } from '../db/connect.ts';
import { dumpTable } from './dump-table.ts';
import { copyDurably, hashOfFile, isOther, keyNames, keysFolder, paperPath, plainFiles } from './files.ts';
import type { Manifest } from './manifest.ts';
import { requireSight } from './sight.ts';
import { appliedMigrations, tablesInOrder } from './tables.ts';

export interface BackupRequest {
  readonly owner: Db;
  readonly dataDir: string;
  /** A folder that is not there yet, or empty. */
  readonly to: string;
  /** Where the secret keys go, if they are to be copied at all. */
  readonly keysTo?: string | undefined;
  readonly madeAt: string;
}

export interface BackupReport {
  readonly manifest: Manifest;
  /** Papers that the database names and the store does not have, or has damaged. */
  readonly missingPapers: readonly string[];
}

/**
 * Copies the database as of one moment, and all papers, the trust file and the demo's guide. May run beside the product. The
 * folder appears under its name whole or not at all.
 *
 * @throws Error when the folder has something in it, another key lies where one is to go, or the database does not show
 * every district
 */
export async function writeBackup(request: BackupRequest): Promise<BackupReport> {
  const { owner, dataDir, madeAt } = request;
  const to = resolve(request.to);
  const keysTo = request.keysTo && resolve(request.keysTo);
  if (existsSync(to) && (await readdir(to)).length > 0) throw new Error(`${to} is not empty`);
  const keys = await hashes(await keyNames(keysFolder(dataDir)), keysFolder(dataDir));
  if (keysTo) await requirePlaceForKeys(keys, keysTo, to);
  const draft = `${to}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 });

  const database = await dumpDatabase(owner, join(draft, 'tables'));
  // Papers come before the rows that name them and are never changed, so they are all there by now.
  const { papers, missingPapers } = await copyPapers(database.papers, dataDir, draft);
  const files = await copyNamed(plainFiles, dataDir, draft, 0o600);
  if (keysTo) await copyNamed(Object.keys(keys), keysFolder(dataDir), keysTo, 0o600);

  const { migrations, logs, tables } = database;
  const manifest: Manifest = {
    format: 'shansu-backup/v1',
    ...{ madeAt, migrations, logs, tables, papers, files, keys },
  };
  await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  if (existsSync(to)) await rmdir(to);
  await rename(draft, to);
  await syncFolder(dirname(to));
  return { manifest, missingPapers };
}

/** Who overwrites an installation's last copy of a key has lost what it sealed. */
async function requirePlaceForKeys(keys: Manifest['keys'], keysTo: string, to: string): Promise<void> {
  if (keysTo === to || keysTo.startsWith(`${to}${sep}`))
    throw new Error(`the keys are to be kept apart from the backup: ${keysTo} lies in ${to}`);
  for (const [name, sha256] of Object.entries(keys)) {
    const path = join(keysTo, name);
    if (await isOther(path, sha256)) throw new Error(`${path} is another key: choose another folder`);
  }
}

async function dumpDatabase(owner: Db, folder: string) {
  return await owner
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const db = tx as unknown as Kysely<unknown>;
      await requireSight(db);
      await sql`set local datestyle to 'ISO, YMD'`.execute(db);
      await sql`set local bytea_output to 'hex'`.execute(db);
      const tables = [];
      for (const table of await tablesInOrder(db))
        tables.push(await dumpTable(db, table, join(folder, `${table.name}.jsonl.gz`)));
      const { rows: logs } = await sql<{ origin: string; size: number }>`
        select origin, coalesce(max(size), 0) as size from districts left join checkpoints on district_id = id
        group by origin order by origin`.execute(db);
      const papers = await tx.selectFrom('papers').select('sha256').distinct().orderBy('sha256').execute();
      return {
        ...{ tables, logs, migrations: await appliedMigrations(db) },
        papers: papers.map(({ sha256 }) => sha256),
      };
    });
}

async function copyPapers(named: readonly string[], dataDir: string, to: string) {
  const [papers, missingPapers]: [string[], string[]] = [[], []];
  for (const sha256 of named) {
    const from = join(dataDir, paperPath(sha256));
    const whole = (await hashOfFile(from)) === sha256;
    if (whole) await copyDurably(from, join(to, paperPath(sha256)), 0o600);
    (whole ? papers : missingPapers).push(sha256);
  }
  return { papers, missingPapers };
}

/** Copies those of the files that are there, and returns the hashes of the copies. */
async function copyNamed(names: readonly string[], from: string, to: string, mode: number) {
  const present = names.filter((name) => existsSync(join(from, name)));
  for (const name of present) await copyDurably(join(from, name), join(to, name), mode);
  return await hashes(present, to);
}

async function hashes(names: readonly string[], folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of names) found[name] = (await hashOfFile(join(folder, name))) as string;
  return found;
}
