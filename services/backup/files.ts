import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What lies beside the database and belongs into a backup; none of it is secret. */
export const plainFiles = ['trust.json', 'demo.json'] as const;

export const keysFolder = (dataDir: string): string => join(dataDir, 'keys');

/** Where a paper lies below its store (`papers/paper-store.ts`). */
export const paperPath = (sha256: string): string =>
  join('papers', 'sha256', sha256.slice(0, 2), sha256.slice(2));

/** SHA-256 in lower-case hex; nothing when there is no such file. */
export async function hashOfFile(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return bytes && createHash('sha256').update(bytes).digest('hex');
}

/** Copies a file into a folder that is made for it, shares its blocks where the file system can, and flushes it. */
export async function copyDurably(from: string, to: string, mode: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await using file = await open(to, 'r+');
  await file.chmod(mode);
  await file.sync();
}

/** Where the secret keys lie below their folder, sorted; none when there is no such folder. */
export async function keyNames(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.key')).sort();
}
