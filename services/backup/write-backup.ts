import { existsSync } from 'node:fs';
import { readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { makeFolder, syncFolder, syncFolders } from '#ledger/process/sync-folder.ts';
import type { Db } from '../db/connect.ts';
import { copyKeys, type KeyPlaces, requirePlaceForKeys } from './copy-keys.ts';
import { dumpTable } from './dump-table.ts';
import { copyDurably, copyThose, hashOfFile, paperPath, plainFiles } from './files.ts';
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
  const keyPlaces = { dataDir, keysTo, apartFrom: to };
  await requirePlaceForKeys(keyPlaces);
  const draft = `${to}.draft`;
  await rm(draft, { recursive: true, force: true });
  makeFolder(join(draft, 'tables'));

  const moment = await copyMoment(owner, draft, keyPlaces);
  // Papers come before the rows that name them and are never changed, so they are all there by now.
  const { papers, missingPapers } = await copyPapers(moment.papers, dataDir, draft);

  const manifest: Manifest = { format: 'shansu-backup/v1', madeAt, ...moment, papers };
  await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await syncFolders(join(draft, 'tables'), draft);
  if (existsSync(to)) await rmdir(to);
  await rename(draft, to);
  await syncFolder(dirname(to));
  return { manifest, missingPapers };
}

/**
 * The rows of one moment, with the trust file and the keys as they were in it. When a key change alters the trust file
 * meanwhile, another moment is taken. Otherwise the trust file might not know who signed the newest checkpoint, or hold
 * that its log goes on with a key that signs from a later one only, or the key that it goes on with might be gone.
 */
async function copyMoment(owner: Db, draft: string, keyPlaces: KeyPlaces) {
  const { dataDir } = keyPlaces;
  const trustNow = () => hashOfFile(join(dataDir, 'trust.json'));
  const unlessTrustChanges = async (tx: Db) => {
    const before = await trustNow();
    // The transaction's first statement, and so its moment.
    await requireSight(tx as unknown as Kysely<unknown>);
    const files = await copyThose(plainFiles, { from: dataDir, to: draft, mode: 0o600 });
    const keys = await copyKeys(keyPlaces);
    if ((await trustNow()) !== before) return undefined;
    return { ...(await dumpDatabase(tx, join(draft, 'tables'))), files, keys };
  };
  for (;;) {
    const begun = owner.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    const copied = await begun.execute(unlessTrustChanges);
    if (copied) return copied;
  }
}

async function dumpDatabase(tx: Db, folder: string) {
  const db = tx as unknown as Kysely<unknown>;
  await sql`set local datestyle to 'ISO, YMD'`.execute(db);
  await sql`set local bytea_output to 'hex'`.execute(db);
  const tables = [];
  for (const table of await tablesInOrder(db))
    tables.push(await dumpTable(db, table, join(folder, `${table.name}.jsonl.gz`)));
  const { rows: logs } = await sql<{ origin: string; size: number }>`
    select origin, coalesce(max(size), 0) as size from districts left join checkpoints on district_id = id
    group by origin order by origin`.execute(db);
  const papers = await tx.selectFrom('papers').select('sha256').distinct().orderBy('sha256').execute();
  const migrations = await appliedMigrations(db);
  return { migrations, logs, tables, papers: papers.map(({ sha256 }) => sha256) };
}

async function copyPapers(named: readonly string[], dataDir: string, to: string) {
  const [papers, missingPapers]: [string[], string[]] = [[], []];
  for (const sha256 of named) {
    const name = paperPath(sha256);
    const whole = (await hashOfFile(join(dataDir, name))) === sha256;
    if (whole) await copyDurably(name, { from: dataDir, to, mode: 0o600 });
    (whole ? papers : missingPapers).push(sha256);
  }
  return { papers, missingPapers };
}
