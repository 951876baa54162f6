import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { writeJson } from '#ledger/fabric-wire/material/write-files.ts';
import type { Organisation } from '#ledger/fabric-wire/organisations.ts';
import { chaincode, channelName, endorsingOrganisations, networkLabel } from './channel.ts';
import { type DevnetFolder, holders } from './devnet-folder.ts';

/** Port of each organisation's peer, by MSP id. */
export type Ports = Readonly<Record<string, number>>;

/** Writes `connection/<MSP id>.json` for each organisation, and gives them back in the same order. */
export function writeConnections(folder: DevnetFolder, ports: Ports): ConnectionProfile[] {
  return endorsingOrganisations.map((organisation) => {
    const profile = connectionProfile(folder, organisation, ports);
    writeJson(folder.connection(organisation.mspId), profile);
    return profile;
  });
}

function connectionProfile(folder: DevnetFolder, own: Organisation, ports: Ports): ConnectionProfile {
  const { material } = folder;
  const ownFirst = [own, ...endorsingOrganisations.filter((each) => each !== own)];
  return {
    version: 2,
    kind: 'fabric-development',
    networkLabel,
    channel: channelName,
    chaincode: chaincode.name,
    client: { mspId: own.mspId, ...material.holder(own.mspId, holders.client) },
    peers: ownFirst.map(({ mspId, slug }) => ({
      name: `peer.${slug}`,
      mspId,
      host: 'localhost',
      port: ports[mspId]!,
      tlsRootPath: material.tlsRoot(mspId),
    })),
    firstBlockPath: material.genesisBlock,
    organisations: endorsingOrganisations.map(({ mspId, title }) => ({
      mspId,
      title,
      certificateRootPath: material.certificateRoot(mspId),
      tlsRootPath: material.tlsRoot(mspId),
    })),
  };
}
