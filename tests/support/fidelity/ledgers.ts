import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDevnet } from '#ledger/devnet/open-devnet.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { peerOrganisations } from '#ledger/fabric-wire/organisations.ts';
import { type FabricPrograms, fabricVersion } from '#ledger/network/programs.ts';
import { TestNetwork } from '#tests/support/fabric-network.ts';
import { fidelityContract } from './contract.ts';

/** A ledger to compare with another, and what can be done to it. */
export interface FidelityLedger extends AsyncDisposable {
  readonly name: string;
  /** The education bureau's, then the market regulator's. */
  readonly profiles: readonly [ConnectionProfile, ConnectionProfile];
  stopPeer(mspId: string): Promise<void>;
  stopChaincode(mspId: string): Promise<void>;
  stopOrderer(): Promise<void>;
  /** Starts again what was stopped. */
  mend(): Promise<void>;
}

export async function developmentLedger(): Promise<FidelityLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'shansu-devnet-'));
  const { profiles, faults, network, close } = await openDevnet({
    folder,
    contract: fidelityContract,
    batchTimeoutMs: 100,
  });
  const stopped = new Set<string>();
  return {
    name: 'development ledger',
    profiles: [profiles[0]!, profiles[1]!],
    async stopPeer(mspId) {
      stopped.add(mspId);
      await network.stopOrganisation(mspId);
    },
    stopChaincode: async (mspId) => faults.setChaincode(mspId, 'stopped'),
    stopOrderer: async () => network.stopOrderer(),
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

export async function realNetwork(programs: FabricPrograms): Promise<FidelityLedger> {
  const network = new TestNetwork(programs, fileURLToPath(new URL('contract-server.ts', import.meta.url)));
  await network.up('solo');
  const slugOf = (mspId: string) => peerOrganisations.find((each) => each.mspId === mspId)!.slug;
  const profiles = peerOrganisations.map(
    ({ mspId }): ConnectionProfile => JSON.parse(readFileSync(network.folder.connection(mspId), 'utf8')),
  );
  return {
    name: `Hyperledger Fabric ${fabricVersion}`,
    profiles: [profiles[0]!, profiles[1]!],
    stopPeer: async (mspId) => network.kill(`peer-${slugOf(mspId)}`),
    async stopChaincode(mspId) {
      network.kill(`witness-${slugOf(mspId)}`);
      // Its peer learns of it when the stream ends; until then the answer is another one.
      await sleep(300);
    },
    stopOrderer: async () => network.kill('orderer-data-bureau'),
    mend: async () => void (await network.up()),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
}
