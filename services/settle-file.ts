import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolders } from '#ledger/process/sync-folder.ts';

interface Place {
  /** A folder that is there for good. */
  readonly root: string;
  /** The file's name below the root, which may lead through folders that are not there yet. */
  readonly name: string;
  readonly mode: number;
}

/**
 * Moves a file that was written under another name to its place: it appears there whole or not at all, and survives a
 * crash of the machine once this has returned.
 */
export async function settleFile(draft: string, { root, name, mode }: Place): Promise<void> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  {
    await using file = await open(draft, 'r+');
    await file.chmod(mode);
    await file.sync();
  }
  await rename(draft, path);
  // Also the folders that somebody else has just made.
  await syncFolders(dirname(path), root);
}
