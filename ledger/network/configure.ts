import { readFileSync } from 'node:fs';
import { PeerEndorser } from '#ledger/fabric-wire/peer-endorser.ts';
import { installChaincode } from './admin/install-chaincode.ts';
import { joinPeer } from './admin/join-peer.ts';
import { approvals, approve, commit, committedSequence } from './admin/lifecycle.ts';
import { joinOrderer } from './admin/participation-api.ts';
import { packageId, packageLabel } from './chaincode/chaincode-package.ts';
import { readIdentity, readOrdererAdmin } from './credentials.ts';
import type { NetworkFolder } from './folder.ts';
import { administrator } from './material/create-material.ts';
import { type OrganisationGateways, openGateways } from './open-gateways.ts';
import type { NetworkPlan, PeerPlan } from './plan.ts';
import { waitUntilReady } from './readiness.ts';
import { retryUntil } from './retry.ts';

/** Each resolves when all processes of its kind take connections, and rejects when one of them will not. */
export interface Arrivals {
  readonly orderers: () => Promise<unknown>;
  readonly peers: () => Promise<unknown>;
  readonly witnesses: () => Promise<unknown>;
}

const deadlineMs = 60_000;

/**
 * Turns processes that are starting into a channel on which all organisations endorse. Each step looks first and leaves
 * alone what is done already, so that it also serves after a restart and after an attempt that was cut short.
 */
export async function configure(folder: NetworkFolder, plan: NetworkPlan, arrivals: Arrivals): Promise<void> {
  // All orderers must listen before the first one joins: SmartBFT otherwise loses 20 s to a change of leader.
  await arrivals.orderers();
  await joinOrderers(folder, plan);
  await arrivals.peers();
  await joinPeers(folder, plan);
  await deployChaincode(folder, plan);
  await arrivals.witnesses();
  await waitUntilReady(folder, plan);
}

async function joinOrderers(folder: NetworkFolder, plan: NetworkPlan): Promise<void> {
  const block = readFileSync(folder.material.genesisBlock);
  await Promise.all(plan.orderers.map((each) => joinOrderer(readOrdererAdmin(folder, each), block)));
}

/** One after the other, so that the second meets the first when it greets the anchor peers. */
async function joinPeers(folder: NetworkFolder, plan: NetworkPlan): Promise<void> {
  const block = readFileSync(folder.material.genesisBlock);
  for (const peer of plan.peers) {
    await withAdministrator(folder, peer, (endorser) => joinPeer(endorser, plan.channel, block));
  }
}

/** Installs each organisation's package on its peer, has all approve the definition, and commits it. */
async function deployChaincode(folder: NetworkFolder, plan: NetworkPlan): Promise<void> {
  await Promise.all(
    plan.peers.map((peer) =>
      withAdministrator(folder, peer, (endorser) => {
        const bytes = packageOf(folder, peer);
        return installChaincode(endorser, packageId(packageLabel(plan.chaincode), bytes), bytes);
      }),
    ),
  );
  using gateways = openGateways(folder, plan, administrator);
  await retryUntil('agreeing on the chaincode', deadlineMs, () => agree(folder, plan, gateways));
}

/** Approving or committing twice is an error, and an attempt may have succeeded unseen: so each attempt reads first. */
async function agree(folder: NetworkFolder, plan: NetworkPlan, { all }: OrganisationGateways): Promise<void> {
  const { chaincode } = plan;
  const first = all[0]!;
  if ((await committedSequence(first, chaincode.name)) >= chaincode.sequence) return;
  const approved = await approvals(first, chaincode);
  const undecided = all.filter((gateway) => !approved.includes(gateway.mspId));
  await Promise.all(
    undecided.map((gateway) => {
      const peer = plan.peers.find((each) => each.organisation.mspId === gateway.mspId)!;
      return approve(gateway, chaincode, packageId(packageLabel(chaincode), packageOf(folder, peer)));
    }),
  );
  const everybody = all.map((gateway) => gateway.mspId);
  await commit(first, chaincode, everybody);
}

function packageOf(folder: NetworkFolder, peer: PeerPlan): Uint8Array {
  return readFileSync(folder.material.chaincodePackage(peer.organisation.mspId));
}

async function withAdministrator(
  folder: NetworkFolder,
  peer: PeerPlan,
  act: (endorser: PeerEndorser) => Promise<void>,
): Promise<void> {
  const { mspId } = peer.organisation;
  const tlsRootPem = readFileSync(folder.material.tlsRoot(mspId), 'utf8');
  using endorser = new PeerEndorser(peer, tlsRootPem, readIdentity(folder, mspId, administrator));
  await act(endorser);
}
