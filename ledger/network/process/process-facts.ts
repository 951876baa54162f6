import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What the system says about a process: from `/proc` where there is one (Linux), else from `ps`. */

const hasProc = existsSync('/proc/self/environ');

/** The variables it was started with, as one text; empty when it has ended, even if nobody has collected it yet. */
export function environmentOf(pid: number): string {
  return hasProc ? readProc(pid, 'environ') : ps('command=', pid, 'eww');
}

/**
 * True while it exists and has not become a zombie. Between fork and exec, and between giving up its memory and closing
 * its files, a process on Linux shows an empty environment although it is there; and its first thread may be a zombie
 * while others still hold its ports.
 */
export function isAlive(pid: number): boolean {
  const state = hasProc ? readProc(pid, 'stat').split(') ').at(-1)?.charAt(0) : ps('state=', pid).charAt(0);
  if (state === undefined || state === '') return false;
  return !'ZX'.includes(state) || hasOtherThreads(pid);
}

/** When it began, in no particular unit; empty when there is no such process. */
export function startTime(pid: number): string {
  if (!hasProc) return ps('lstart=', pid);
  const afterName = readProc(pid, 'stat').split(') ').at(-1)!;
  return afterName.split(' ')[19] ?? '';
}

/** Memory that it holds in RAM; pages shared with other processes count in each. */
export function residentBytes(pid: number): number {
  const kilobytes = hasProc ? /VmRSS:\s+(\d+)/.exec(readProc(pid, 'status'))?.[1] : ps('rss=', pid);
  return Number(kilobytes ?? 0) * 1024;
}

function hasOtherThreads(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function ps(column: string, pid: number, ...flags: string[]): string {
  return spawnSync('ps', [...flags, '-o', column, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}
