import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

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

/** The same for a folder and those above it, up to and with `top`. */
export async function syncFolders(folder: string, top: string): Promise<void> {
  for (const path of upTo(top, folder)) await syncFolder(path);
}

/** Makes a folder, with those above it that are missing; the names of all of them survive a crash of the machine. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first) for (const made of upTo(dirname(first), dirname(resolve(path)))) syncFolderSync(made);
}

function upTo(top: string, folder: string): string[] {
  const [end, path] = [resolve(top), resolve(folder)];
  return path === end ? [path] : [path, ...upTo(end, dirname(path))];
}
