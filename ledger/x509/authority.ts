import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type DistinguishedName, issueCertificate, type Validity } from './certificate.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  keyIdentifier,
  keyUsage,
  serverAndClientAuthentication,
  subjectAlternativeName,
  subjectKeyIdentifier,
} from './extensions.ts';

/** The organisational unit that tells Fabric what a certificate may do (NodeOUs); exactly one a certificate. */
export type IdentityRole = 'client' | 'peer' | 'admin' | 'orderer';

/** A P-256 private key with the certificate for it. */
export interface Credential {
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

/** A self-signed root that issues for one organisation, either identities or TLS certificates. */
export interface Authority extends Credential {
  readonly name: DistinguishedName;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
}

export function createAuthority(name: DistinguishedName, validity: Validity): Authority {
  const { publicKey, privateKey } = newKeyPair();
  const certificatePem = issueCertificate(
    {
      subject: name,
      issuer: name,
      publicKey,
      validity,
      extensions: [
        keyUsage(['digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign']),
        serverAndClientAuthentication(),
        basicConstraints(true),
        subjectKeyIdentifier(keyIdentifier(publicKey)),
      ],
    },
    privateKey,
  );
  return { name, publicKey, privateKey, certificatePem, validity };
}

/** A signing identity: it endorses, orders, submits or administers, and never opens a TLS connection. */
export function issueIdentity(authority: Authority, commonName: string, role: IdentityRole): Credential {
  const subject = { organization: authority.name.organization, organizationalUnit: role, commonName };
  return issue(authority, subject, [keyUsage(['digitalSignature']), basicConstraints(false)]);
}

/** @param hosts every DNS name and IPv4 address that the certificate is used under */
export function issueTlsCertificate(
  authority: Authority,
  commonName: string,
  hosts: readonly string[],
): Credential {
  const subject = { organization: authority.name.organization, commonName };
  return issue(authority, subject, [
    keyUsage(['digitalSignature', 'keyEncipherment']),
    serverAndClientAuthentication(),
    basicConstraints(false),
    subjectAlternativeName(hosts),
  ]);
}

export function privateKeyPem(privateKey: KeyObject): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function issue(authority: Authority, subject: DistinguishedName, own: readonly Buffer[]): Credential {
  const { publicKey, privateKey } = newKeyPair();
  const certificatePem = issueCertificate(
    {
      subject,
      issuer: authority.name,
      publicKey,
      validity: authority.validity,
      extensions: [...own, authorityKeyIdentifier(keyIdentifier(authority.publicKey))],
    },
    authority.privateKey,
  );
  return { certificatePem, privateKey };
}

function newKeyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}
