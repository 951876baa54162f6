import fs, { fstatSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Runs work and tells which of the files and folders that it leaves behind would not survive a crash of the machine. */
export async function unsyncedAfter(work: () => unknown, paths: () => readonly string[]): Promise<string[]> {
  const synced = new Set<number>();
  const { fsyncSync } = fs;
  await using handle = await open(import.meta.filename);
  const prototype = Object.getPrototypeOf(handle) as { sync(this: { fd: number }): Promise<void> };
  const { sync } = prototype;
  fs.fsyncSync = (fd) => {
    synced.add(fstatSync(fd).ino);
    fsyncSync(fd);
  };
  prototype.sync = async function () {
    synced.add(fstatSync(this.fd).ino);
    await sync.call(this);
  };
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    Object.assign(fs, { fsyncSync });
    prototype.sync = sync;
    syncBuiltinESMExports();
  }
  return paths().filter((path) => !synced.has(statSync(path).ino));
}
