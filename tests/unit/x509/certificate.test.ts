import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createAuthority,
  issueIdentity,
  issueTlsCertificate,
  privateKeyPem,
} from '#ledger/x509/authority.ts';
import { signLowS } from '#ledger/x509/sign-low-s.ts';

const validity = { notBefore: new Date('2026-01-02T03:04:05Z'), notAfter: new Date('2036-01-02T03:04:05Z') };
const authority = createAuthority({ organization: '教育局', commonName: 'ca.edu-bureau' }, validity);
const root = new X509Certificate(authority.certificatePem);
const groupOrder = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** S of the ECDSA signature at the end of a DER value: the last INTEGER. */
function sOf(signature: Uint8Array): bigint {
  const bytes = Buffer.from(signature);
  const rLength = bytes[3]!;
  return BigInt(`0x${bytes.subarray(4 + rLength + 2).toString('hex')}`);
}

function signatureOf(certificate: X509Certificate): Buffer {
  const raw = certificate.raw;
  const marker = Buffer.from('06082a8648ce3d040302', 'hex');
  const bitString = raw.subarray(raw.lastIndexOf(marker) + marker.length);
  return bitString.subarray(3);
}

describe('certificates as node:crypto reads them', () => {
  test('a root signs itself and is an authority', () => {
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.subject).toBe('O=教育局\nCN=ca.edu-bureau');
    expect(root.validFromDate).toEqual(validity.notBefore);
    expect(root.validToDate).toEqual(validity.notAfter);
  });

  test('an identity carries its role as the only organisational unit and belongs to its root', () => {
    const identity = issueIdentity(authority, 'peer0.edu-bureau', 'peer');
    const certificate = new X509Certificate(identity.certificatePem);
    expect(certificate.subject.split('\n')).toEqual(['O=教育局', 'OU=peer', 'CN=peer0.edu-bureau']);
    expect(certificate.checkIssued(root)).toBe(true);
    expect(certificate.verify(root.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkPrivateKey(identity.privateKey)).toBe(true);
    expect(certificate.subjectAltName).toBeUndefined();
    expect(certificate.keyUsage).toBeUndefined();
  });

  test('a TLS certificate names its hosts and serves both sides', () => {
    const credential = issueTlsCertificate(authority, 'peer0', ['peer0', 'localhost', '127.0.0.1']);
    const certificate = new X509Certificate(credential.certificatePem);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkHost('elsewhere')).toBeUndefined();
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
    expect(privateKeyPem(credential.privateKey)).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  test('the authority key identifier is the root’s subject key identifier', () => {
    const leaf = new X509Certificate(issueIdentity(authority, 'a', 'client').certificatePem);
    const keyIdOid = Buffer.from('0603551d0e04160414', 'hex');
    const at = root.raw.indexOf(keyIdOid) + keyIdOid.length;
    const keyId = root.raw.subarray(at, at + 20);
    expect(leaf.raw.includes(Buffer.concat([Buffer.from('0603551d23041830168014', 'hex'), keyId]))).toBe(
      true,
    );
  });

  test('serials are positive, 16 bytes and differ', () => {
    const serials = Array.from(
      { length: 20 },
      () => new X509Certificate(issueIdentity(authority, 'a', 'client').certificatePem).serialNumber,
    );
    expect(new Set(serials).size).toBe(20);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });
});

describe('low S', () => {
  test('forty certificates and forty messages, all low and all valid', () => {
    const publicKey = createPublicKey(authority.privateKey);
    for (let i = 0; i < 40; i += 1) {
      const certificate = new X509Certificate(issueIdentity(authority, `c${i}`, 'client').certificatePem);
      expect(sOf(signatureOf(certificate))).toBeLessThanOrEqual(groupOrder / 2n);
      const message = Buffer.from(`message ${i}`);
      const signature = signLowS(message, authority.privateKey);
      expect(sOf(signature)).toBeLessThanOrEqual(groupOrder / 2n);
      expect(verify('sha256', message, publicKey, signature)).toBe(true);
    }
  });
});
