import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { down } from '#ledger/network/down.ts';
import { NetworkFolder } from '#ledger/network/folder.ts';
import { processNames } from '#ledger/network/process/network-processes.ts';
import { findRunning } from '#ledger/network/process/running-process.ts';
import { marker } from '#ledger/network/process/start-process.ts';
import type { ProfileName } from '#ledger/network/profiles.ts';
import { type FabricPrograms, findPrograms, ProgramsNotFound } from '#ledger/network/programs.ts';
import { readPlan } from '#ledger/network/status.ts';
import { type UpReport, up } from '#ledger/network/up.ts';
import { ledgerInUse } from './ledgers-in-use.ts';

export const keyValueContract = fileURLToPath(new URL('key-value-contract.ts', import.meta.url));

const environment = { PATH: process.env.PATH ?? '', HOME: homedir() };

/** The programs on this machine, or the finder's message why there are none. */
export function programsOrReason(): FabricPrograms | string {
  const { PATH: path, HOME: home } = environment;
  try {
    return findPrograms({ chosenFolder: process.env.FABRIC_BIN, home, path });
  } catch (error) {
    if (error instanceof ProgramsNotFound) return error.message;
    throw error;
  }
}

/** `Hyperledger Fabric v3.1.5`, as the programs say it of themselves. */
export function releaseOf({ peer }: FabricPrograms): string {
  const { stdout } = spawnSync(peer, ['version'], { encoding: 'utf8', env: {} });
  return `Hyperledger Fabric ${/Version: (\S+)/.exec(stdout)?.[1] ?? 'of unknown version'}`;
}

/** A real network in a folder of its own; disposing it ends every process and removes the folder. */
export class TestNetwork implements AsyncDisposable {
  readonly folder = new NetworkFolder(mkdtempSync(join(tmpdir(), 'shansu-fabric-')));
  readonly #programs: FabricPrograms;
  readonly #chaincode: string | undefined;
  #use: Disposable | undefined;

  /** @param chaincode the program; the repository's witness when left out */
  constructor(programs: FabricPrograms, chaincode?: string) {
    this.#programs = programs;
    this.#chaincode = chaincode;
  }

  up(profile?: ProfileName): Promise<UpReport> {
    const { folder } = this;
    this.#use ??= ledgerInUse(releaseOf(this.#programs));
    return up({ folder, programs: this.#programs, environment, profile, chaincode: this.#chaincode });
  }

  get processNames(): string[] {
    return processNames(readPlan(this.folder)!);
  }

  /** The kernel ends them at once: no goodbye, nothing flushed. */
  kill(...names: string[]): void {
    for (const name of names) process.kill(this.pid(name)!, 'SIGKILL');
  }

  pid(name: string): number | undefined {
    return findRunning(this.folder.pidFile(name), marker(this.folder, name));
  }

  leftovers(): string[] {
    return leftoversOf(this.folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#use?.[Symbol.dispose]();
    await down(this.folder);
    rmSync(this.folder.root, { recursive: true });
  }
}

/** Pids of all processes that were started for a network, on record or not. Linux only. */
export function leftoversOf({ root }: NetworkFolder): string[] {
  const belongs = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${root}#`);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && belongs(entry));
}
