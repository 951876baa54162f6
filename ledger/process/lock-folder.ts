import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  while (!tryLock(lock)) {
    const holder = holderOf(lock);
    // Released in between.
    if (holder === undefined) continue;
    if (isAlive(holder)) throw new Error(`another process (${holder.split(' ')[0]}) is at work on ${root}`);
    takeOver({ root, lock }, holder);
    break;
  }
  return { [Symbol.dispose]: () => rmSync(lock, { force: true }) };
}

/** Of several that find the same dead holder one comes after it: who has the lock on doing so, and finds it there still. */
function takeOver({ root, lock }: LockableFolder, dead: string): void {
  const id = createHash('sha256').update(dead).digest('hex').slice(0, 16);
  using _succession = lockFolder({ root, lock: `${lock}.${id}` });
  if (holderOf(lock) !== dead) throw new Error(`another process has just begun on ${root}`);
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, describe(process.pid));
  renameSync(draft, lock);
}

/** Whether a process that lives holds the lock now. */
export function isLocked({ lock }: Pick<LockableFolder, 'lock'>): boolean {
  const holder = holderOf(lock);
  return holder !== undefined && isAlive(holder);
}

function holderOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
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
