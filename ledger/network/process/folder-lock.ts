import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NetworkFolder } from '../folder.ts';
import { startTime } from './process-facts.ts';

/**
 * Keeps two commands from changing one network at once. The lock names its holder by pid and start time, so one left by a
 * killed command is recognised and taken over. Dispose it to release.
 * @throws Error when another command is at work
 */
export function lockFolder(folder: NetworkFolder): Disposable {
  mkdirSync(dirname(folder.lock), { recursive: true });
  if (!tryLock(folder.lock)) {
    const holder = readFileSync(folder.lock, 'utf8');
    if (isAlive(holder)) {
      throw new Error(`another command (process ${holder.split(' ')[0]}) is at work on ${folder.root}`);
    }
    rmSync(folder.lock, { force: true });
    if (!tryLock(folder.lock)) throw new Error(`another command has just begun on ${folder.root}`);
  }
  return { [Symbol.dispose]: () => rmSync(folder.lock, { force: true }) };
}

/** A hard link appears with its content, or not at all. */
function tryLock(path: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, describe(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function isAlive(holder: string): boolean {
  const pid = Number(holder.split(' ')[0]);
  return Number.isSafeInteger(pid) && pid > 0 && holder === describe(pid);
}

function describe(pid: number): string {
  return `${pid} ${startTime(pid)}`;
}
