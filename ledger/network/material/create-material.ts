import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PeerOrganisation } from '#ledger/fabric-wire/genesis/application-group.ts';
import type { Consenter } from '#ledger/fabric-wire/genesis/consensus.ts';
import { genesisBlock } from '#ledger/fabric-wire/genesis/genesis-block.ts';
import type { OrdererOrganisation } from '#ledger/fabric-wire/genesis/orderer-group.ts';
import {
  issueOrganisation,
  type OrganisationAuthorities,
  validFrom,
} from '#ledger/fabric-wire/material/issue-organisation.ts';
import { writeCredential, writeJson, writePublic } from '#ledger/fabric-wire/material/write-files.ts';
import {
  type Credential,
  issueIdentity,
  issueTlsCertificate,
  privateKeyPem,
} from '#ledger/x509/authority.ts';
import { chaincodePackage, packageLabel } from '../chaincode/chaincode-package.ts';
import { NetworkMaterial } from '../folder.ts';
import type { NetworkPlan, OrdererPlan, PeerPlan } from '../plan.ts';
import { writeMspFolder } from './write-msp-folder.ts';

/** Names of the holders that are people or programs rather than nodes. */
export const administrator = 'admin';
export const client = 'client';

/**
 * Makes all keys, certificates, the first block and the chaincode packages of a network. They appear together or not at
 * all: a run that is cut short leaves no half of them behind under the final name.
 */
export function createMaterial(target: NetworkMaterial, plan: NetworkPlan, now: Date): void {
  const draft = new NetworkMaterial(`${target.root}.draft`);
  rmSync(draft.root, { recursive: true, force: true });
  mkdirSync(draft.root, { recursive: true, mode: 0o700 });

  const validity = validFrom(now);
  const consenters: Consenter[] = [];
  const ordererOrganisations: OrdererOrganisation[] = [];
  for (const orderer of plan.orderers) {
    const authorities = issueOrganisation(draft, orderer.organisation, validity);
    consenters.push(issueOrderer(draft, orderer, authorities));
    ordererOrganisations.push({ ...authorities.roots, endpoints: [`${orderer.host}:${orderer.port}`] });
  }
  const peerOrganisations = plan.peers.map((peer) => {
    const authorities = issueOrganisation(draft, peer.organisation, validity);
    issuePeer(draft, peer, authorities);
    writePublic(
      draft.chaincodePackage(peer.organisation.mspId),
      issueWitness(draft, plan, peer, authorities),
    );
    return { ...authorities.roots, anchor: { host: peer.host, port: peer.port } } satisfies PeerOrganisation;
  });

  writePublic(draft.peerTlsRoots, peerOrganisations.map((each) => each.tlsRootPem).join(''));
  const ordering = { consensus: plan.consensus, consenters, organisations: ordererOrganisations };
  writePublic(
    draft.genesisBlock,
    genesisBlock({ channel: plan.channel, ordering, peerOrganisations, createdAt: now }),
  );
  writeJson(draft.plan, plan);
  mkdirSync(dirname(target.root), { recursive: true });
  renameSync(draft.root, target.root);
}

function issueOrderer(
  material: NetworkMaterial,
  orderer: OrdererPlan,
  issuer: OrganisationAuthorities,
): Consenter {
  const { mspId, slug } = orderer.organisation;
  const identity = issueIdentity(issuer.identities, orderer.name, 'orderer');
  const tls = issueNodeTls(issuer, orderer.name);
  writeMspFolder(material.msp(mspId, orderer.name), issuer.roots, identity);
  writeCredential(material.holder(mspId, orderer.name), tls);
  // The participation API knows its administrator by TLS certificate alone.
  writeCredential(
    material.holder(mspId, administrator),
    issueTlsCertificate(issuer.tls, `${administrator}.${slug}`, ['localhost']),
  );
  return {
    mspId,
    host: orderer.host,
    port: orderer.port,
    identityPem: identity.certificatePem,
    tlsCertificatePem: tls.certificatePem,
  };
}

function issuePeer(material: NetworkMaterial, peer: PeerPlan, issuer: OrganisationAuthorities): void {
  const { mspId, slug } = peer.organisation;
  const identity = issueIdentity(issuer.identities, peer.name, 'peer');
  writeMspFolder(material.msp(mspId, peer.name), issuer.roots, identity);
  writeCredential(material.holder(mspId, peer.name), issueNodeTls(issuer, peer.name));
  for (const role of [administrator, client] as const) {
    writeCredential(material.holder(mspId, role), issueIdentity(issuer.identities, `${role}.${slug}`, role));
  }
}

/** Issues the chaincode program's certificate, and the peer's towards it, and packs what the peer must know. */
function issueWitness(
  material: NetworkMaterial,
  plan: NetworkPlan,
  { organisation, name, witness }: PeerPlan,
  issuer: OrganisationAuthorities,
): Uint8Array {
  writeCredential(material.holder(organisation.mspId, witness.name), issueNodeTls(issuer, witness.name));
  const caller = issueNodeTls(issuer, name);
  return chaincodePackage({
    label: packageLabel(plan.chaincode),
    address: `${witness.host}:${witness.port}`,
    serverRootPem: issuer.roots.tlsRootPem,
    clientCertificatePem: caller.certificatePem,
    clientKeyPem: privateKeyPem(caller.privateKey),
  });
}

function issueNodeTls(issuer: OrganisationAuthorities, name: string): Credential {
  return issueTlsCertificate(issuer.tls, name, [name, 'localhost', '127.0.0.1']);
}
