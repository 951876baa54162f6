import { setTimeout as sleep } from 'node:timers/promises';
import { isFree } from '#ledger/fabric-wire/free-ports.ts';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import { type Arrivals, configure } from './configure.ts';
import type { NetworkFolder } from './folder.ts';
import type { NetworkPlan } from './plan.ts';
import { prepare } from './prepare.ts';
import { type NetworkProcesses, networkProcesses, witnessProgram } from './process/network-processes.ts';
import type { ProcessSpec } from './process/process-spec.ts';
import { endProcess, findRunning } from './process/running-process.ts';
import { type BaseEnvironment, marker, startProcess } from './process/start-process.ts';
import { waitUntilServing } from './process/wait-until-serving.ts';
import type { ProfileName } from './profiles.ts';
import { type FabricPrograms, requireFabric3 } from './programs.ts';

const portReleaseMs = 2_000;

export interface UpRequest {
  readonly folder: NetworkFolder;
  readonly programs: FabricPrograms;
  readonly environment: BaseEnvironment;
  /** When left out: that of the existing network, `solo` for a new one. */
  readonly profile?: ProfileName | undefined;
  /** Another chaincode program than the repository's own. */
  readonly chaincode?: string | undefined;
}

export interface UpReport {
  readonly plan: NetworkPlan;
  readonly started: readonly string[];
  /** Found running, for instance after an earlier `up` was killed. */
  readonly adopted: readonly string[];
}

/**
 * Brings a network up, from whatever state its folder is in, and returns when it orders transactions that all organisations
 * endorse. The processes stay when the caller ends. When it fails, it ends those that it started.
 */
export async function up(request: UpRequest): Promise<UpReport> {
  const { folder } = request;
  requireFabric3(request.programs);
  using _lock = lockFolder(folder);
  const plan = await prepare({ folder, profile: request.profile, placement: 'one-machine' });
  const processes = networkProcesses(folder, plan, request.programs, request.chaincode ?? witnessProgram);
  const all = [...processes.orderers, ...processes.peers, ...processes.witnesses];
  const started = new Set<string>();
  for (;;) {
    const adopted = all.filter((spec) => isRunning(folder, spec.name));
    try {
      await startMissing(folder, all, request.environment, started);
      await configure(folder, plan, arrivals(folder, processes));
      const adoptedNames = all.map((spec) => spec.name).filter((name) => !started.has(name));
      return { plan, started: [...started], adopted: adoptedNames };
    } catch (error) {
      // One that was found running may have been dying: then it is merely missing, and the next round starts it.
      if (adopted.some((spec) => !isRunning(folder, spec.name))) continue;
      await Promise.all([...started].map((name) => endProcess(folder.pidFile(name), marker(folder, name))));
      throw error;
    }
  }
}

/** Starts what does not run, and adds the names to `started`. */
async function startMissing(
  folder: NetworkFolder,
  specs: readonly ProcessSpec[],
  environment: BaseEnvironment,
  started: Set<string>,
): Promise<void> {
  const missing = specs.filter((spec) => !isRunning(folder, spec.name));
  await Promise.all(missing.map(requirePortsFree));
  for (const { name } of missing) started.add(name);
  await Promise.all(missing.map((spec) => startProcess(folder, spec, environment)));
}

function arrivals(folder: NetworkFolder, { orderers, peers, witnesses }: NetworkProcesses): Arrivals {
  const serving = (specs: readonly ProcessSpec[]) =>
    Promise.all(specs.map((spec) => waitUntilServing(folder, spec)));
  return {
    orderers: () => serving(orderers),
    peers: () => serving(peers),
    witnesses: () => serving(witnesses),
  };
}

function isRunning(folder: NetworkFolder, name: string): boolean {
  return findRunning(folder.pidFile(name), marker(folder, name)) !== undefined;
}

/**
 * The ports are part of the first block and cannot move: better say so than wait for a program that cannot listen. One that
 * was killed a moment ago may still hold its ports while the system takes it down.
 */
async function requirePortsFree(spec: ProcessSpec): Promise<void> {
  const deadline = Date.now() + portReleaseMs;
  for (const port of [...spec.ports, ...(spec.operationsPort === undefined ? [] : [spec.operationsPort])]) {
    while (!(await isFree(port))) {
      if (Date.now() > deadline) throw new Error(`port ${port} of ${spec.name} is taken by another program`);
      await sleep(50);
    }
  }
}
