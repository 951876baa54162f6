import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromPem, readCertificate, toPem } from '#ledger/attestation/certificate.ts';
import { verifyP256 } from '#ledger/attestation/p256.ts';
import { createAuthority, issueIdentity, issueTlsCertificate } from '#ledger/x509/authority.ts';
import { TestAuthority, TestKey } from '#tests/support/test-certificates.ts';

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2055-06-30T23:59:59Z') };
const authority = createAuthority({ organization: '教育局', commonName: 'ca' }, validity);
const peer = issueIdentity(authority, 'peer.edu-bureau', 'peer');
const der = (pem: string) => new Uint8Array(new X509Certificate(pem).raw);

describe('a certificate as the network issues it', () => {
  const [root, leaf] = [authority, peer].map(({ certificatePem }) =>
    readCertificate(fromPem(certificatePem)),
  );

  test('is read as Node reads it', () => {
    const expected = new X509Certificate(peer.certificatePem);
    expect(new Date(leaf!.notBefore)).toEqual(expected.validFromDate);
    expect(new Date(leaf!.notAfter)).toEqual(expected.validToDate);
    expect(leaf!.units).toEqual(['peer']);
    expect(Buffer.from(leaf!.publicKey)).toEqual(
      expected.publicKey.export({ type: 'spki', format: 'der' }).subarray(-65),
    );
    expect(leaf).toMatchObject({ isAuthority: false, usages: ['digitalSignature'] });
    expect(root).toMatchObject({ isAuthority: true, usages: ['digitalSignature', 'keyCertSign'] });
  });

  test('is issued by its authority, by name and signature', () => {
    expect(leaf!.issuer).toBe(root!.subject);
    expect(leaf!.issuer).not.toBe(leaf!.subject);
    expect(verifyP256(leaf!.signature, leaf!.signed, root!.publicKey)).toBe(true);
    expect(verifyP256(leaf!.signature, leaf!.signed, leaf!.publicKey)).toBe(false);
  });

  test('has one spelling as PEM, the one it is written in', () => {
    expect(toPem(fromPem(peer.certificatePem))).toBe(peer.certificatePem);
    const { certificatePem: pem } = peer;
    const lines = pem.split('\n');
    for (const other of [
      pem.trimEnd(),
      `${pem}\n`,
      pem.replaceAll('\n', '\r\n'),
      ` ${pem}`,
      [lines[0], lines.slice(1, -2).join(''), ...lines.slice(-2)].join('\n'),
      pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'),
    ])
      expect(() => fromPem(other)).toThrow(SyntaxError);
  });
});

test('a TLS certificate is read too: what it is for is for others to say', () => {
  const tls = issueTlsCertificate(authority, 'peer.edu-bureau', ['localhost']);
  expect(readCertificate(fromPem(tls.certificatePem)).units).toEqual([]);
});

describe('refuses', () => {
  test('the certificate cut short or continued, at any place', () => {
    const whole = der(peer.certificatePem);
    for (let length = 0; length < whole.length; length++)
      expect(() => readCertificate(whole.slice(0, length))).toThrow(SyntaxError);
    expect(() => readCertificate(Uint8Array.of(...whole, 0))).toThrow(SyntaxError);
  });

  test('with a SyntaxError whatever is none', () => {
    const whole = der(peer.certificatePem);
    const edits = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(edits, (changes) => {
        const changed = Uint8Array.from(whole);
        for (const [at, byte] of changes) changed[at] = byte;
        try {
          readCertificate(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  const given = new TestAuthority('ca').issue('peer').toString('hex');
  const ecdsaWithSha256 = '06082a8648ce3d040302';
  test.each([
    ['RSA', ecdsaWithSha256, '06082a864886f70d0101'],
    ['another hash', ecdsaWithSha256, '06082a8648ce3d040303'],
    ['another curve', '06082a8648ce3d030107', '06082b8104000a0a0a0a'],
    ['version 1', 'a003020102', 'a003020100'],
    ['a compressed point', '03420004', '03420002'],
    ['a month that is none', '3236303130313030', '3236313330313030'],
  ])('%s', (_, before, after) => {
    const changed = given.replaceAll(before, after);
    expect(changed).not.toBe(given);
    expect(() => readCertificate(Buffer.from(changed, 'hex'))).toThrow(SyntaxError);
  });
});

describe('a signature', () => {
  const key = new TestKey('signer');
  const publicKey = new Uint8Array(key.publicKey.export({ type: 'spki', format: 'der' }).subarray(-65));
  const said = new TextEncoder().encode('answer');

  test('verifies with the low S only, and in one spelling', () => {
    const signature = key.sign(said);
    expect(verifyP256(signature, said, publicKey)).toBe(true);
    expect(verifyP256(key.sign(said, 'high'), said, publicKey)).toBe(false);
    expect(verifyP256(Buffer.concat([signature, Buffer.of(0)]), said, publicKey)).toBe(false);
    expect(verifyP256(signature.subarray(1), said, publicKey)).toBe(false);
    expect(verifyP256(new Uint8Array(), said, publicKey)).toBe(false);
  });

  test('does not verify with a key that is no point of the curve', () => {
    expect(verifyP256(key.sign(said), said, publicKey.with(64, publicKey[64]! ^ 1))).toBe(false);
  });
});
