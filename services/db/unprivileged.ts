import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root, so root lends it the customary unprivileged identity. */
export const nobody = 65534;

export type Launch = (
  program: string,
  args: readonly string[],
) => { command: string; args: string[]; uid?: number; gid?: number };

const isRoot = () => process.getuid?.() === 0;

/**
 * How to run a program that works in `folder` as somebody who is not root. Folders above may be closed to others (a
 * checkout below a private folder): then the right to pass through them is handed over with setpriv instead of opening
 * the folders.
 */
export function launcher(folder: string): Launch {
  if (!isRoot()) return (command, args) => ({ command, args: [...args] });
  if (isOpenToAll(folder)) return (command, args) => ({ command, args: [...args], uid: nobody, gid: nobody });
  const identity = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  if (spawnSync('setpriv', [...identity, ...rights, 'true']).status !== 0) {
    throw new Error(
      'PostgreSQL cannot run as root, and this folder is closed to other users: start as an ordinary user, or set DATA_DIR to a folder below one that everybody may enter.',
    );
  }
  return (program, args) => ({ command: 'setpriv', args: [...identity, ...rights, program, ...args] });
}

/**
 * The programs where the unprivileged identity may find them: in their package, or in a copy that root owns when the
 * package lies in a closed folder. The rights of `launcher` do not help there: PostgreSQL asks access(2), which
 * ignores them.
 */
export function reachablePrograms(native: string): string {
  if (!isRoot() || isOpenToAll(native)) return native;
  const { name, version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const copy = join(tmpdir(), `shansu-${name.replace(/\W+/g, '-')}-${version}`);
  if (existsSync(copy)) return ownedByRoot(copy);
  const making = mkdtempSync(`${copy}-`);
  cpSync(native, making, { recursive: true, verbatimSymlinks: true });
  chmodSync(making, 0o755);
  try {
    renameSync(making, copy);
  } catch (error) {
    // Another start made it in the meantime.
    rmSync(making, { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  }
  return ownedByRoot(copy);
}

/** Programs that somebody else put there must not run with root's help. */
function ownedByRoot(folder: string): string {
  const { uid, mode } = statSync(folder);
  if (uid === 0 && (mode & (constants.S_IWGRP | constants.S_IWOTH)) === 0) return folder;
  throw new Error(`${folder} belongs to another user: remove it and start again`);
}

function isOpenToAll(folder: string): boolean {
  const { mode, uid } = statSync(folder);
  const open = uid === nobody || (mode & constants.S_IXOTH) !== 0;
  return open && (folder === dirname(folder) || isOpenToAll(dirname(folder)));
}
