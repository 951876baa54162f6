import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PeerOrganisation } from '#ledger/fabric-wire/genesis/application-group.ts';
import type { Consenter } from '#ledger/fabric-wire/genesis/consensus.ts';
import { genesisBlock } from '#ledger/fabric-wire/genesis/genesis-block.ts';
import { issueOrganisation, validFrom } from '#ledger/fabric-wire/material/issue-organisation.ts';
import { Material } from '#ledger/fabric-wire/material/material.ts';
import { writeCredential, writePublic } from '#ledger/fabric-wire/material/write-files.ts';
import type { Organisation } from '#ledger/fabric-wire/organisations.ts';
import { issueIdentity, issueTlsCertificate } from '#ledger/x509/authority.ts';
import { channelName, endorsingOrganisations, orderingOrganisation } from './channel.ts';
import { holders } from './devnet-folder.ts';

/**
 * Makes the keys and certificates of both organisations and the orderer, and the channel's first block: the same as a real
 * network's. They appear together or not at all.
 */
export function createMaterial(target: Material, now: Date): void {
  const draft = new Material(`${target.root}.draft`);
  rmSync(draft.root, { recursive: true, force: true });
  mkdirSync(draft.root, { recursive: true, mode: 0o700 });
  const validity = validFrom(now);
  const orderers = issueOrganisation(draft, orderingOrganisation, validity);
  const consenter = issueOrderer(draft, orderers);
  const peerOrganisations = endorsingOrganisations.map((organisation) => {
    const authorities = issueOrganisation(draft, organisation, validity);
    issuePeer(draft, organisation, authorities);
    return {
      ...authorities.roots,
      anchor: { host: nowhere.host, port: nowhere.port },
    } satisfies PeerOrganisation;
  });
  const ordering = {
    consensus: 'etcdraft' as const,
    consenters: [consenter],
    organisations: [{ ...orderers.roots, endpoints: [`${nowhere.host}:${nowhere.port}`] }],
  };
  const block = genesisBlock({ channel: channelName, ordering, peerOrganisations, createdAt: now });
  writePublic(draft.genesisBlock, block);
  mkdirSync(dirname(target.root), { recursive: true });
  renameSync(draft.root, target.root);
}

/** The first block must say where nodes listen. Here nobody dials those addresses, and the real ports change. */
const nowhere = { host: 'localhost', port: 1 };

type Authorities = ReturnType<typeof issueOrganisation>;

function issueOrderer(material: Material, issuer: Authorities): Consenter {
  const { mspId } = orderingOrganisation;
  const identity = issueIdentity(issuer.identities, `orderer.${orderingOrganisation.slug}`, 'orderer');
  writeCredential(material.holder(mspId, holders.node), identity);
  const tls = issueTlsCertificate(issuer.tls, `orderer.${orderingOrganisation.slug}`, ['localhost']);
  return { mspId, ...nowhere, identityPem: identity.certificatePem, tlsCertificatePem: tls.certificatePem };
}

function issuePeer(material: Material, { mspId, slug }: Organisation, issuer: Authorities): void {
  const name = `peer.${slug}`;
  writeCredential(material.holder(mspId, holders.node), issueIdentity(issuer.identities, name, 'peer'));
  writeCredential(
    material.holder(mspId, holders.nodeTls),
    issueTlsCertificate(issuer.tls, name, ['localhost', '127.0.0.1']),
  );
  for (const role of [holders.administrator, holders.client] as const)
    writeCredential(material.holder(mspId, role), issueIdentity(issuer.identities, `${role}.${slug}`, role));
}
