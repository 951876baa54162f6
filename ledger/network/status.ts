import { existsSync, readFileSync } from 'node:fs';
import { residentBytes } from '#ledger/process/process-facts.ts';
import { ordererHeight } from './admin/participation-api.ts';
import { readOrdererAdmin } from './credentials.ts';
import type { NetworkFolder } from './folder.ts';
import type { NetworkPlan } from './plan.ts';
import { processNames } from './process/network-processes.ts';
import { findRunning } from './process/running-process.ts';
import { marker } from './process/start-process.ts';

export interface NetworkStatus {
  readonly plan: NetworkPlan;
  readonly processes: readonly ProcessStatus[];
  /** Blocks that each orderer has of the channel; nothing where it does not answer. */
  readonly heights: Readonly<Record<string, number | undefined>>;
}

export interface ProcessStatus {
  readonly name: string;
  /** Absent when it is stopped. */
  readonly pid?: number;
  readonly residentBytes: number;
}

/** What runs, how much memory it holds, and how long the chain is; nothing when the folder holds no network. */
export async function status(folder: NetworkFolder): Promise<NetworkStatus | undefined> {
  const plan = readPlan(folder);
  if (!plan) return undefined;
  const processes = processNames(plan).map((name): ProcessStatus => {
    const pid = findRunning(folder.pidFile(name), marker(folder, name));
    return pid === undefined ? { name, residentBytes: 0 } : { name, pid, residentBytes: residentBytes(pid) };
  });
  const heights = await Promise.all(
    plan.orderers.map(async (orderer) => {
      const height = await ordererHeight(readOrdererAdmin(folder, orderer), plan.channel).catch(
        () => undefined,
      );
      return [orderer.name, height] as const;
    }),
  );
  return { plan, processes, heights: Object.fromEntries(heights) };
}

/** What was decided about the network in this folder, if there is one. */
export function readPlan(folder: NetworkFolder): NetworkPlan | undefined {
  if (!existsSync(folder.material.plan)) return undefined;
  return JSON.parse(readFileSync(folder.material.plan, 'utf8')) as NetworkPlan;
}
