import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contract } from '#ledger/chaincode/contract.ts';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import type { Devnet } from '#ledger/devnet/open-devnet.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import type { Material } from '#ledger/fabric-wire/material/material.ts';
import { peerOrganisations } from '#ledger/fabric-wire/organisations.ts';
import { type FabricPrograms, fabricVersion } from '#ledger/network/programs.ts';
import { TestNetwork } from './fabric-network.ts';
import { openTestDevnet } from './test-devnet.ts';

/** How a ledger is reached. */
export interface ReachableLedger {
  /** The education bureau's, then the market regulator's. */
  readonly profiles: readonly [ConnectionProfile, ConnectionProfile];
  /** The file of the first profile. */
  readonly profilePath: string;
  /** Starts again what was stopped, and thaws what was frozen; left out where the product plays the ledger. */
  mend?(): Promise<void>;
}

/** A ledger of which every part can be broken, and what can be done to it. */
export interface BreakableLedger extends ReachableLedger, AsyncDisposable {
  readonly name: string;
  readonly material: Material;
  stopPeer(mspId: string): Promise<void>;
  stopChaincode(mspId: string): Promise<void>;
  /** It takes calls and answers none. */
  freezeChaincode(mspId: string): Promise<void>;
  stopOrderer(): Promise<void>;
  /** Everything at the same moment. */
  stopAll(): Promise<void>;
  mend(): Promise<void>;
}

export interface BreakableDevnet extends BreakableLedger {
  /** Takes orders for faults. */
  readonly devnet: Devnet;
}

/** @param options the witness as its contract and 20 ms to a batch, if left out */
export async function developmentLedger(
  options: { contract?: (mspId: string) => Contract; batchTimeoutMs?: number } = {},
): Promise<BreakableDevnet> {
  const folder = mkdtempSync(join(tmpdir(), 'shansu-devnet-'));
  const devnet = await openTestDevnet({ folder, ...options });
  const { profiles, faults, network, close } = devnet;
  const paths = new DevnetFolder(folder);
  const stopped = new Set<string>();
  const stopPeer = async (mspId: string) => {
    stopped.add(mspId);
    await network.stopOrganisation(mspId);
  };
  return {
    devnet,
    name: 'development ledger',
    profiles: [profiles[0]!, profiles[1]!],
    profilePath: paths.connection(profiles[0]!.client.mspId),
    material: paths.material,
    stopPeer,
    stopChaincode: async (mspId) => faults.setChaincode(mspId, 'stopped'),
    freezeChaincode: async (mspId) => faults.setChaincode(mspId, 'frozen'),
    stopOrderer: async () => network.stopOrderer(),
    async stopAll() {
      network.stopOrderer();
      for (const { mspId } of peerOrganisations) await stopPeer(mspId);
    },
    async mend() {
      network.startOrderer();
      for (const { mspId } of peerOrganisations) faults.setChaincode(mspId, 'serving');
      for (const mspId of stopped) await network.startOrganisation(mspId);
      stopped.clear();
    },
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** @param chaincode the program that organisations run; the witness if left out */
export async function realNetwork(programs: FabricPrograms, chaincode?: string): Promise<BreakableLedger> {
  const network = new TestNetwork(programs, chaincode);
  await network.up('solo');
  const slugOf = (mspId: string) => peerOrganisations.find((each) => each.mspId === mspId)!.slug;
  const paths = peerOrganisations.map(({ mspId }) => network.folder.connection(mspId));
  const profiles = paths.map((path): ConnectionProfile => JSON.parse(readFileSync(path, 'utf8')));
  const frozen = new Set<number>();
  return {
    name: `Hyperledger Fabric ${fabricVersion}`,
    profiles: [profiles[0]!, profiles[1]!],
    profilePath: paths[0]!,
    material: network.folder.material,
    stopPeer: async (mspId) => network.kill(`peer-${slugOf(mspId)}`),
    async stopChaincode(mspId) {
      network.kill(`witness-${slugOf(mspId)}`);
      // Its peer learns of it when the stream ends; until then the answer is another one.
      await sleep(300);
    },
    async freezeChaincode(mspId) {
      const pid = network.pid(`witness-${slugOf(mspId)}`)!;
      frozen.add(pid);
      process.kill(pid, 'SIGSTOP');
    },
    stopOrderer: async () => network.kill('orderer-data-bureau'),
    stopAll: async () => network.kill(...network.processNames),
    async mend() {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
      frozen.clear();
      await network.up();
    },
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
}
