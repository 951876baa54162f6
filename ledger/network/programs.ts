import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The release that this network is written and measured for. */
export const fabricVersion = '3.1.5';

export interface FabricPrograms {
  readonly peer: string;
  readonly orderer: string;
}

export interface SearchPlaces {
  /** A folder chosen by the operator, `FABRIC_BIN`. When given, only it is searched. */
  readonly chosenFolder?: string | undefined;
  readonly home: string;
  /** The `PATH` variable. */
  readonly path: string;
}

/** Both programs were not found together; the message says what was looked for, where, and what to do. */
export class ProgramsNotFound extends Error {
  override readonly name = 'ProgramsNotFound';
}

/**
 * The `peer` and `orderer` programs, both from one folder.
 * @throws ProgramsNotFound
 */
export function findPrograms(places: SearchPlaces): FabricPrograms {
  const folders = searchOrder(places);
  for (const folder of folders) {
    const programs = { peer: join(folder, 'peer'), orderer: join(folder, 'orderer') };
    if (isExecutable(programs.peer) && isExecutable(programs.orderer)) return programs;
  }
  throw new ProgramsNotFound(
    `Hyperledger Fabric ${fabricVersion}: no folder holds both programs "peer" and "orderer". Looked in ` +
      `${describePlaces(places)}. They come with the upstream release ${fabricVersion} of Hyperledger Fabric: put both ` +
      `into ${cacheFolder(places.home)} or name their folder in FABRIC_BIN. With Docker, "docker compose" runs the same ` +
      'network from the upstream images instead.',
  );
}

export function cacheFolder(home: string): string {
  return join(home, '.cache', 'shansu', 'fabric', fabricVersion);
}

/**
 * Refuses programs of Fabric 1 and 2, which end at once on a configuration of Fabric 3. A build that does not know its
 * version passes.
 * @throws Error naming what was found and what is wanted
 */
export function requireFabric3({ peer }: FabricPrograms): void {
  const { stdout } = spawnSync(peer, ['version'], { encoding: 'utf8', env: {} });
  const version = /Version: (v?[12]\.\S+)/.exec(stdout ?? '')?.[1];
  if (version)
    throw new Error(`${peer} is Fabric ${version}; this network needs Fabric 3, such as ${fabricVersion}`);
}

function searchOrder({ chosenFolder, home, path }: SearchPlaces): string[] {
  if (chosenFolder) return [chosenFolder];
  return [cacheFolder(home), ...path.split(delimiter).filter((folder) => folder !== '')];
}

function describePlaces({ chosenFolder, home }: SearchPlaces): string {
  if (chosenFolder) return `FABRIC_BIN (${chosenFolder})`;
  return `FABRIC_BIN (not set), ${cacheFolder(home)}, and PATH`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
