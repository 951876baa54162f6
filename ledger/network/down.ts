import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import type { NetworkFolder } from './folder.ts';
import { endProcess, findRunning } from './process/running-process.ts';
import { marker } from './process/start-process.ts';

/** Ends every process of the network and returns their names. The ledger and all keys stay; `up` continues from them. */
export async function down(folder: NetworkFolder): Promise<string[]> {
  using _lock = lockFolder(folder);
  return endAll(folder);
}

/**
 * Ends the network and removes its folder: keys, ledger and all.
 * @throws Error for a folder that holds anything but a network
 */
export async function reset(folder: NetworkFolder): Promise<void> {
  if (!existsSync(folder.root)) return;
  const foreign = readdirSync(folder.root).filter((name) => !folder.ownEntries.includes(name));
  if (foreign.length > 0) {
    throw new Error(`${folder.root} holds more than a network (${foreign.join(', ')}): remove it by hand`);
  }
  using _lock = lockFolder(folder);
  await endAll(folder);
  rmSync(folder.root, { recursive: true });
}

async function endAll(folder: NetworkFolder): Promise<string[]> {
  const running = recordedNames(folder).filter(
    (name) => findRunning(folder.pidFile(name), marker(folder, name)) !== undefined,
  );
  await Promise.all(running.map((name) => endProcess(folder.pidFile(name), marker(folder, name))));
  return running;
}

/** By what is on record rather than by the plan: it also ends what a half-made network started. */
function recordedNames(folder: NetworkFolder): string[] {
  const records = dirname(folder.pidFile('any'));
  if (!existsSync(records)) return [];
  return readdirSync(records)
    .filter((file) => file.endsWith('.pid'))
    .map((file) => basename(file, '.pid'));
}
