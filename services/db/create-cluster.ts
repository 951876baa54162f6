import { spawnSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Launch } from './unprivileged.ts';

interface NewCluster {
  readonly launch: Launch;
  /** Folder of the programs. */
  readonly native: string;
  readonly cluster: string;
  /** Only for tests: nothing is flushed to disk. */
  readonly volatile: boolean;
}

/**
 * Creates an empty PostgreSQL cluster. It appears under its name whole or not at all: a half-made one, left by a start that
 * was killed, would look like one that can be served.
 */
export function createCluster({ launch, native, cluster, volatile }: NewCluster): void {
  removeDrafts(cluster);
  const draft = `${draftPrefix(cluster)}${process.pid}`;
  const { command, args, ...identity } = launch(join(native, 'bin', 'initdb'), [
    ...['--pgdata', draft, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8'],
    ...['--locale-provider', 'builtin', '--locale', 'C.UTF-8', '--data-checksums'],
    ...(volatile ? ['--no-sync'] : []),
  ]);
  const { status, stderr, error } = spawnSync(command, args, { ...identity, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`PostgreSQL could not create its cluster in ${cluster}: ${error?.message ?? stderr}`);
  renameSync(draft, cluster);
}

const draftPrefix = (cluster: string) => `${cluster}.draft-`;

function removeDrafts(cluster: string): void {
  const prefix = basename(draftPrefix(cluster));
  for (const name of readdirSync(dirname(cluster)).filter((entry) => entry.startsWith(prefix))) {
    rmSync(join(dirname(cluster), name), { recursive: true, force: true });
  }
}
