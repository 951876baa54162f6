import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptsSessions } from './accepts-sessions.ts';
import type { Launch } from './unprivileged.ts';

/** After a crash the server first replays its log, and that takes what it takes. */
const recoveryDeadlineMs = 120_000;
/** How long what a killed server left behind may take to end: twice the longest that one of our statements may run. */
const leftoversDeadlineMs = 60_000;
const pollMs = 25;

interface Where {
  readonly cluster: string;
  readonly socketDir: string;
  readonly volatile: boolean;
}

/**
 * What PostgreSQL says while a server that was killed a moment ago is not quite gone: its sessions end by themselves after
 * the statement at hand, and the system has yet to take the process down.
 */
const leftovers = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

/** Starts the server on a cluster and resolves with its pid once sessions are let in. */
export async function startPostgres(launch: Launch, native: string, where: Where): Promise<number> {
  const program = launch(join(native, 'bin', 'postgres'), [
    ...['-D', where.cluster],
    ...Object.entries(settingsOf(where)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const logFile = join(dirname(where.cluster), 'postgres.log');
  for (const deadline = Date.now() + leftoversDeadlineMs; ; await sleep(pollMs)) {
    const { child, said } = spawnLogged(program, logFile);
    if (await letsIn(child, where.socketDir)) {
      child.unref();
      return child.pid as number;
    }
    child.kill('SIGKILL');
    if (leftovers.test(said()) && Date.now() < deadline) continue;
    throw new Error(`PostgreSQL did not start; see ${logFile}:\n${said().slice(-1500).trimEnd()}`);
  }
}

const settingsOf = ({ socketDir, volatile }: Where): Record<string, string> => ({
  listen_addresses: '',
  unix_socket_directories: socketDir,
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: volatile ? '64MB' : '256MB',
  timezone: 'UTC',
  ...(volatile ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
});

/** Its output goes to the log; `said` is what it wrote itself. */
function spawnLogged({ command, args, ...identity }: ReturnType<Launch>, logFile: string) {
  const log = openSync(logFile, 'a', 0o600);
  const { size } = fstatSync(log);
  // A process group of its own: Ctrl-C reaches the product first, which then ends its transactions and the server.
  const child = spawn(command, args, { ...identity, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return { child, said: () => readFileSync(logFile).subarray(size).toString() };
}

/** Waits for the server to let a session in; false when it ends, or takes too long. */
async function letsIn(child: ChildProcess, socketDir: string): Promise<boolean> {
  const deadline = Date.now() + recoveryDeadlineMs;
  while (child.pid !== undefined && child.exitCode === null && Date.now() < deadline) {
    if (await acceptsSessions(socketDir)) return true;
    await sleep(pollMs);
  }
  return false;
}
