import { type KeyObject, randomBytes } from 'node:crypto';
import {
  derBitString,
  derExplicit,
  derInteger,
  derObjectIdentifier,
  derSequence,
  derSet,
  derTime,
  derUtf8String,
} from './der.ts';
import { extensions } from './extensions.ts';
import { signLowS } from './sign-low-s.ts';

const ecdsaWithSha256 = derSequence(derObjectIdentifier('1.2.840.10045.4.3.2'));
const attributeOid = {
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  commonName: '2.5.4.3',
} as const;

/** A distinguished name; the order of its parts is fixed: O, OU, CN. */
export interface DistinguishedName {
  readonly organization: string;
  readonly organizationalUnit?: string;
  readonly commonName: string;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface CertificateContent {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  readonly extensions: readonly Buffer[];
}

/** An X.509 v3 certificate (RFC 5280) as PEM, signed with ECDSA-SHA256 and a low S. */
export function issueCertificate(content: CertificateContent, issuerKey: KeyObject): string {
  const version3 = derExplicit(0, derInteger(Buffer.of(2)));
  const { notBefore, notAfter } = content.validity;
  const toBeSigned = derSequence(
    version3,
    derInteger(randomSerial()),
    ecdsaWithSha256,
    derName(content.issuer),
    derSequence(derTime(notBefore), derTime(notAfter)),
    derName(content.subject),
    content.publicKey.export({ type: 'spki', format: 'der' }),
    extensions(content.extensions),
  );
  const signature = derBitString(signLowS(toBeSigned, issuerKey));
  return pem('CERTIFICATE', derSequence(toBeSigned, ecdsaWithSha256, signature));
}

/** 16 random bytes, positive without a padding zero: RFC 5280 §4.1.2.2 allows 20 bytes at most. */
function randomSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial;
}

function derName(name: DistinguishedName): Buffer {
  const attributes = [attribute('organization', name.organization)];
  if (name.organizationalUnit) attributes.push(attribute('organizationalUnit', name.organizationalUnit));
  attributes.push(attribute('commonName', name.commonName));
  return derSequence(...attributes);
}

function attribute(kind: keyof typeof attributeOid, text: string): Buffer {
  return derSet(derSequence(derObjectIdentifier(attributeOid[kind]), derUtf8String(text)));
}

function pem(label: string, der: Buffer): string {
  const lines = der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
