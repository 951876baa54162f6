import { findFreePorts } from '#ledger/fabric-wire/free-ports.ts';
import { writeConfig } from './config/write-config.ts';
import type { NetworkFolder } from './folder.ts';
import { createMaterial } from './material/create-material.ts';
import { type NetworkPlan, type Placement, planOnNamedHosts, planOnOneMachine, portsNeeded } from './plan.ts';
import type { ProfileName } from './profiles.ts';
import { readPlan } from './status.ts';
import { writeConnectionProfiles } from './write-connection-profiles.ts';

export interface Preparation {
  readonly folder: NetworkFolder;
  /** When left out: that of the network in the folder, `solo` for a new one. */
  readonly profile?: ProfileName | undefined;
  readonly placement: Placement;
}

/**
 * Writes all that the processes read: keys, first block and packages if the folder holds none yet, configuration and
 * connection profiles in any case.
 * @throws Error when the folder holds a network of another profile or placement
 */
export async function prepare({ folder, profile, placement }: Preparation): Promise<NetworkPlan> {
  if (!readPlan(folder))
    createMaterial(folder.material, await newPlan(profile ?? 'solo', placement), new Date());
  const plan = readPlan(folder)!;
  if (profile && plan.profile !== profile) {
    throw new Error(
      `${folder.root} holds a network of profile ${plan.profile}, not ${profile}: reset it first`,
    );
  }
  if (plan.placement !== placement) {
    throw new Error(`${folder.root} holds a network placed on ${plan.placement}, not on ${placement}`);
  }
  writeConfig(folder, plan);
  writeConnectionProfiles(folder, plan);
  return plan;
}

async function newPlan(profile: ProfileName, placement: Placement): Promise<NetworkPlan> {
  if (placement === 'named-hosts') return planOnNamedHosts(profile);
  return planOnOneMachine(profile, await findFreePorts(portsNeeded(profile)));
}
