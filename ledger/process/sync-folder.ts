import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

// Windows has no way to flush a folder, and no need.
const isNeeded = process.platform !== 'win32';

/** Makes the names in a folder survive a crash of the machine. */
export async function syncFolder(path: string): Promise<void> {
  if (!isNeeded) return;
  await using folder = await open(path, 'r');
  await folder.sync();
}

/** The same, for those that do not let others run meanwhile. */
export function syncFolderSync(path: string): void {
  if (!isNeeded) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
