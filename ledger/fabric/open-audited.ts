import { readFileSync } from 'node:fs';
import type { TrustedChannel } from '#ledger/blocks/chain-walk.ts';
import { Members } from '#ledger/blocks/members.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { PeerEndorser } from '#ledger/fabric-wire/peer-endorser.ts';
import type { AuditedLedger } from '../audited-ledger.ts';
import { readClient } from './connections.ts';
import { FabricPeer } from './fabric-peer.ts';
import { ledgerIdentity } from './trusted-by-profile.ts';

/**
 * Opens the ledger behind a connection profile for an audit. Nothing is asked of the network yet.
 *
 * @throws an error of the file system for keys, certificates and a first block that are not there
 */
export function openAuditedLedger(profile: ConnectionProfile): AuditedLedger {
  const { client, peers, organisations, channel, networkLabel } = profile;
  const signer = readClient(client);
  const trusted = trustedChannel(profile);
  const members = membersOf(profile);
  const opened = peers.map((peer) => {
    const tlsRootPem = readFileSync(peer.tlsRootPath, 'utf8');
    const connect = (atMost: number) => new PeerEndorser(peer, tlsRootPem, signer, atMost);
    const { mspId, title } = organisations.find((each) => each.mspId === peer.mspId)!;
    return new FabricPeer({
      organisation: { mspId, title },
      name: peer.name,
      connect,
      channel,
      trusted,
      members,
    });
  });
  return {
    identity: ledgerIdentity(profile),
    label: networkLabel,
    peers: opened,
    async [Symbol.asyncDispose]() {
      for (const peer of opened) peer[Symbol.dispose]();
    },
  };
}

function trustedChannel({ chaincode, organisations, firstBlockPath }: ConnectionProfile): TrustedChannel {
  const endorsers = organisations.map(({ mspId }) => mspId);
  return { chaincode, endorsers, firstBlock: readFileSync(firstBlockPath) };
}

function membersOf({ organisations }: ConnectionProfile): Members {
  return new Members(
    organisations.map(({ mspId, certificateRootPath }) => {
      return { mspId, group: 'application', authorityPems: [readFileSync(certificateRootPath, 'utf8')] };
    }),
  );
}
