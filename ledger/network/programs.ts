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
  throw new ProgramsNotFound(notFoundMessage(places));
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

function notFoundMessage({ chosenFolder, home }: SearchPlaces): string {
  const cache = cacheFolder(home);
  const [zh, en] = chosenFolder
    ? [`FABRIC_BIN（${chosenFolder}）`, `FABRIC_BIN (${chosenFolder})`]
    : [`FABRIC_BIN（未设置）、${cache} 和 PATH`, `FABRIC_BIN (not set), ${cache}, and PATH`];
  return [
    `Hyperledger Fabric ${fabricVersion}：没有找到同时包含 peer 和 orderer 两个程序的文件夹，已查找 ${zh}。`,
    `请从 Hyperledger Fabric ${fabricVersion} 官方发布包中取出这两个程序，放入 ${cache}，或用 FABRIC_BIN 指定所在文件夹；`,
    '装有 Docker 的机器也可以用 docker compose 以官方镜像运行同样的网络。',
    `Hyperledger Fabric ${fabricVersion}: no folder holds both programs "peer" and "orderer". Looked in ${en}.`,
    `They come with the upstream release ${fabricVersion} of Hyperledger Fabric: put both into ${cache},`,
    'or name their folder in FABRIC_BIN. With Docker, "docker compose" runs the same network from the upstream images.',
  ].join('\n');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
