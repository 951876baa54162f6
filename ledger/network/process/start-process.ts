import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NetworkFolder } from '../folder.ts';
import type { ProcessSpec } from './process-spec.ts';
import { markerVariable } from './running-process.ts';

/** What every program gets from the caller's environment. */
export interface BaseEnvironment {
  readonly PATH: string;
  readonly HOME: string;
}

/**
 * Writes its own pid, then becomes the program: the pid is on record even if whoever started it dies at this very moment,
 * and is never the pid of something else.
 */
const recordPidThenBecome = 'echo $$ > "$1.new" && mv "$1.new" "$1" && shift && exec "$@"';

/** Starts a program in a process group of its own; it outlives the caller. Its output is appended to its log. */
export function startProcess(folder: NetworkFolder, spec: ProcessSpec, base: BaseEnvironment): void {
  const pidFile = folder.pidFile(spec.name);
  const logFile = folder.log(spec.name);
  for (const file of [pidFile, logFile]) mkdirSync(dirname(file), { recursive: true });
  rmSync(pidFile, { force: true });
  const log = openSync(logFile, 'a');
  const child = spawn('sh', ['-c', recordPidThenBecome, 'sh', pidFile, spec.command, ...spec.arguments], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: folder.root,
    env: { ...base, ...spec.environment, [markerVariable]: marker(folder, spec.name) },
  });
  child.unref();
  closeSync(log);
}

export function marker(folder: NetworkFolder, processName: string): string {
  return `${folder.root}#${processName};`;
}
