import { type common, peer } from '@hyperledger/fabric-protos';
import { capabilities, configGroup } from './config-tree.ts';
import { type OrganisationRoots, organisationMsp } from './organisation-msp.ts';
import { implicitMeta, signedBy } from './policies.ts';

export interface PeerOrganisation extends OrganisationRoots {
  /** The peer that peers of other organisations get to know first. */
  readonly anchor: { readonly host: string; readonly port: number };
}

/** Organisations with a copy of the ledger. A majority of them must endorse: of two, both. */
export function applicationGroup(organisations: readonly PeerOrganisation[]): common.ConfigGroup {
  return configGroup({
    values: { Capabilities: capabilities('V2_5') },
    policies: {
      Readers: implicitMeta('ANY', 'Readers'),
      Writers: implicitMeta('ANY', 'Writers'),
      Admins: implicitMeta('MAJORITY', 'Admins'),
      Endorsement: implicitMeta('MAJORITY', 'Endorsement'),
      LifecycleEndorsement: implicitMeta('MAJORITY', 'Endorsement'),
    },
    groups: Object.fromEntries(organisations.map((each) => [each.mspId, organisationGroup(each)])),
  });
}

function organisationGroup(organisation: PeerOrganisation): common.ConfigGroup {
  return configGroup({
    values: { MSP: organisationMsp(organisation), AnchorPeers: anchorPeers(organisation.anchor) },
    policies: {
      Readers: signedBy(organisation.mspId, 'MEMBER'),
      Writers: signedBy(organisation.mspId, 'MEMBER'),
      Admins: signedBy(organisation.mspId, 'ADMIN'),
      Endorsement: signedBy(organisation.mspId, 'PEER'),
    },
  });
}

function anchorPeers(anchor: PeerOrganisation['anchor']): peer.AnchorPeers {
  const address = new peer.AnchorPeer();
  address.setHost(anchor.host);
  address.setPort(anchor.port);
  const anchors = new peer.AnchorPeers();
  anchors.setAnchorPeersList([address]);
  return anchors;
}
