import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkFolder } from '../folder.ts';
import type { ProcessSpec } from './process-spec.ts';
import { markerVariable } from './running-process.ts';

const pollMs = 5;

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

/**
 * Starts a program in a process group of its own; it outlives the caller. Its output is appended to its log. Resolves when
 * its pid is on record, so that whoever looks from now on sees it.
 */
export async function startProcess(
  folder: NetworkFolder,
  spec: ProcessSpec,
  base: BaseEnvironment,
): Promise<void> {
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
  closeSync(log);
  await once(child, 'spawn');
  while (!existsSync(pidFile) && child.exitCode === null) await sleep(pollMs);
  child.unref();
}

export function marker(folder: NetworkFolder, processName: string): string {
  return `${folder.root}#${processName};`;
}
