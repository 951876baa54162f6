import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What the system says about a process: from `/proc` where there is one (Linux), else from `ps`. */

const hasProc = existsSync('/proc/self/environ');

/**
 * The variables it was started with, as one text; empty when it has ended, and for a moment while it becomes another program
 * or gives up its memory; nothing when it is somebody else's, who does not show them.
 */
export function environmentOf(pid: number): string | undefined {
  if (!hasProc) return ps('command=', pid, 'eww');
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? undefined : '';
  }
}

/** The command line it was started with; empty when there is no such process. */
export function commandOf(pid: number): string {
  return hasProc ? readProc(pid, 'cmdline').replaceAll('\0', ' ').trimEnd() : ps('command=', pid);
}

/**
 * True while it leads a process group and has not become a zombie. On Linux its first thread may be a zombie while others
 * still hold its ports.
 */
export function isLivingGroupLeader(pid: number): boolean {
  const [state, group] = hasProc ? stateAndGroup(pid) : ps('state=,pgid=', pid).split(/\s+/);
  if (!state || Number(group) !== pid) return false;
  return !'ZX'.includes(state.charAt(0)) || hasOtherThreads(pid);
}

/** When it began, in no particular unit; empty when there is no such process. */
export function startTime(pid: number): string {
  if (!hasProc) return ps('lstart=', pid);
  return statFields(pid)[19] ?? '';
}

/** Memory that it holds in RAM; pages shared with other processes count in each. */
export function residentBytes(pid: number): number {
  const kilobytes = hasProc ? /VmRSS:\s+(\d+)/.exec(readProc(pid, 'status'))?.[1] : ps('rss=', pid);
  return Number(kilobytes ?? 0) * 1024;
}

function stateAndGroup(pid: number): [string | undefined, string | undefined] {
  const [state, , group] = statFields(pid);
  return [state, group];
}

/** The fields of `/proc/<pid>/stat` after the name, which may itself hold spaces and brackets. */
function statFields(pid: number): string[] {
  return readProc(pid, 'stat').split(') ').at(-1)!.split(' ');
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
