import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '#ledger/process/sync-folder.ts';
import { placeOfPaper } from '../papers/index.ts';
import { settleFile } from '../settle-file.ts';

/** What lies beside the database and belongs into a backup; none of it is secret. */
export const plainFiles = ['trust.json', 'demo.json'] as const;

export const keysFolder = (dataDir: string): string => join(dataDir, 'keys');

/** Where a paper lies, in the data folder and in a backup. */
export const paperPath = (sha256: string): string => join('papers', placeOfPaper(sha256));

/** SHA-256 in lower-case hex, of a file of any size; nothing when there is no such file. */
export async function hashOfFile(path: string): Promise<string | undefined> {
  const digest = createHash('sha256');
  try {
    await pipeline(createReadStream(path), digest);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return digest.digest('hex');
}

/** Whether a file is there and is not this one. */
export async function isOther(path: string, sha256: string): Promise<boolean> {
  const found = await hashOfFile(path);
  return found !== undefined && found !== sha256;
}

export interface Copying {
  readonly from: string;
  readonly to: string;
  readonly mode: number;
}

/**
 * Copies a file to the same name below another folder, which is made for it, sharing its blocks where the file system can.
 * The copy appears whole or not at all, and survives a crash of the machine once this has returned.
 */
export async function copyDurably(name: string, { from, to, mode }: Copying): Promise<void> {
  const draft = join(to, `${name}.draft`);
  makeFolder(dirname(draft));
  await copyFile(join(from, name), draft, constants.COPYFILE_FICLONE);
  await settleFile(draft, { root: to, name, mode });
}

/** Copies those of the files that are there, and returns the hashes of the copies. */
export async function copyThose(names: readonly string[], copying: Copying) {
  for (const name of names) {
    await copyDurably(name, copying).catch((error) => {
      // Not there, or removed since the names were read.
      if (error.code !== 'ENOENT' || existsSync(join(copying.from, name))) throw error;
    });
  }
  return await hashesOf(names, copying.to);
}

/** Of those of the files that are there. */
export async function hashesOf(names: readonly string[], folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of names) {
    const sha256 = await hashOfFile(join(folder, name));
    if (sha256 !== undefined) hashes[name] = sha256;
  }
  return hashes;
}

/** Where the secret keys lie below their folder, sorted; none when there is no such folder. */
export async function keyNames(folder: string): Promise<string[]> {
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  return names.filter((name) => name.endsWith('.key')).sort();
}
