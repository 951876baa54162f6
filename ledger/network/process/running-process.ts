import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, isLivingGroupLeader } from '#ledger/process/process-facts.ts';

/** Every process of a network carries this variable, so that its pid can be told from a later process of the same number. */
export const markerVariable = 'SHANSU_NETWORK_PROCESS';

const pollMs = 20;
const graceMs = 8_000;

/** The process that a pid file names, if it runs and really is the one that was started under this marker. */
export function findRunning(pidFile: string, marker: string): number | undefined {
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  const environment = environmentOf(pid);
  if (environment === undefined) return undefined;
  // Without an environment it is between two programs or about to be gone: still ours if it leads its group, as ours do.
  const ours =
    environment === '' ? isLivingGroupLeader(pid) : environment.includes(`${markerVariable}=${marker}`);
  return ours ? pid : undefined;
}

/**
 * Ends a process and everything it started: SIGTERM to its group, SIGKILL to what is left after eight seconds.
 * @throws Error when even that does not end it
 */
export async function endProcess(pidFile: string, marker: string): Promise<void> {
  const pid = findRunning(pidFile, marker);
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  if (await hasGone(pidFile, marker)) return;
  signalGroup(pid, 'SIGKILL');
  if (!(await hasGone(pidFile, marker))) throw new Error(`process ${pid} (${pidFile}) does not end`);
}

async function hasGone(pidFile: string, marker: string): Promise<boolean> {
  const deadline = Date.now() + graceMs;
  while (findRunning(pidFile, marker) !== undefined) {
    if (Date.now() > deadline) return false;
    await sleep(pollMs);
  }
  return true;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
