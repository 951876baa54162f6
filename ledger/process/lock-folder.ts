import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startTime } from './process-facts.ts';

/** A folder of which one process at a time may be the master. */
export interface LockableFolder {
  readonly root: string;
  /** The file whose existence is the lock. */
  readonly lock: string;
}

/**
 * Keeps two processes from changing one folder at once. The lock names its holder by pid and start time, so one left by a
 * killed process is recognised and taken over. Dispose it to release.
 * @throws Error when another process is at work
 */
export function lockFolder({ root, lock }: LockableFolder): Disposable {
  mkdirSync(dirname(lock), { recursive: true });
  if (!tryLock(lock)) {
    const holder = readFileSync(lock, 'utf8');
    if (isAlive(holder)) throw new Error(`another process (${holder.split(' ')[0]}) is at work on ${root}`);
    rmSync(lock, { force: true });
    if (!tryLock(lock)) throw new Error(`another process has just begun on ${root}`);
  }
  return { [Symbol.dispose]: () => rmSync(lock, { force: true }) };
}

/** Whether a process that lives holds the lock now. */
export function isLocked({ lock }: Pick<LockableFolder, 'lock'>): boolean {
  return existsSync(lock) && isAlive(readFileSync(lock, 'utf8'));
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
