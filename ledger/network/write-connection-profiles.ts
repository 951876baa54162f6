import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { writeJson } from '#ledger/fabric-wire/material/write-files.ts';
import type { NetworkFolder } from './folder.ts';
import { client } from './material/create-material.ts';
import type { NetworkPlan, PeerPlan } from './plan.ts';
import { fabricVersion } from './programs.ts';

/** Writes `connection/<MSP id>.json` for each organisation with a peer. */
export function writeConnectionProfiles(folder: NetworkFolder, plan: NetworkPlan): void {
  for (const own of plan.peers) {
    writeJson(folder.connection(own.organisation.mspId), connectionProfile(folder, plan, own));
  }
}

function connectionProfile(folder: NetworkFolder, plan: NetworkPlan, own: PeerPlan): ConnectionProfile {
  const { material } = folder;
  const { mspId } = own.organisation;
  const ownFirst = [own, ...plan.peers.filter((peer) => peer !== own)];
  return {
    version: 2,
    kind: 'fabric',
    networkLabel: `Hyperledger Fabric ${fabricVersion}, ${plan.profile}`,
    channel: plan.channel,
    chaincode: plan.chaincode.name,
    client: { mspId, ...material.holder(mspId, client) },
    peers: ownFirst.map((peer) => ({
      name: peer.name,
      mspId: peer.organisation.mspId,
      host: peer.host,
      port: peer.port,
      tlsRootPath: material.tlsRoot(peer.organisation.mspId),
    })),
    firstBlockPath: material.genesisBlock,
    organisations: plan.peers.map(({ organisation }) => ({
      mspId: organisation.mspId,
      title: organisation.title,
      certificateRootPath: material.certificateRoot(organisation.mspId),
      tlsRootPath: material.tlsRoot(organisation.mspId),
    })),
  };
}
