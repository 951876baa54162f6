import { setTimeout as sleep } from 'node:timers/promises';
import { configure } from './configure.ts';
import type { NetworkFolder } from './folder.ts';
import type { NetworkPlan } from './plan.ts';
import { isFree } from './ports.ts';
import { prepare } from './prepare.ts';
import { lockFolder } from './process/folder-lock.ts';
import { networkProcesses, witnessProgram } from './process/network-processes.ts';
import type { ProcessSpec } from './process/process-spec.ts';
import { endProcess, findRunning } from './process/running-process.ts';
import { type BaseEnvironment, marker, startProcess } from './process/start-process.ts';
import { waitUntilServing } from './process/wait-until-serving.ts';
import type { ProfileName } from './profiles.ts';
import type { FabricPrograms } from './programs.ts';

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
  using _lock = lockFolder(folder);
  const plan = await prepare({ folder, profile: request.profile, placement: 'one-machine' });
  const processes = networkProcesses(folder, plan, request.programs, request.chaincode ?? witnessProgram);
  const all = [...processes.orderers, ...processes.peers, ...processes.witnesses];
  const { started, adopted } = await startMissing(folder, all, request.environment);
  const serving = (specs: readonly ProcessSpec[]) =>
    Promise.all(specs.map((spec) => waitUntilServing(folder, spec)));
  try {
    await configure(folder, plan, {
      orderers: () => serving(processes.orderers),
      peers: () => serving(processes.peers),
      witnesses: () => serving(processes.witnesses),
    });
  } catch (error) {
    await Promise.all(started.map((name) => endProcess(folder.pidFile(name), marker(folder, name))));
    throw error;
  }
  return { plan, started, adopted };
}

async function startMissing(
  folder: NetworkFolder,
  specs: readonly ProcessSpec[],
  environment: BaseEnvironment,
) {
  const isRunning = ({ name }: ProcessSpec) =>
    findRunning(folder.pidFile(name), marker(folder, name)) !== undefined;
  const adopted = specs.filter(isRunning);
  const missing = specs.filter((spec) => !isRunning(spec));
  await Promise.all(missing.map(requirePortsFree));
  for (const spec of missing) startProcess(folder, spec, environment);
  return { adopted: adopted.map((spec) => spec.name), started: missing.map((spec) => spec.name) };
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
