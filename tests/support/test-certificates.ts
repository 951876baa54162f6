import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { hash } from '#ledger/hash.ts';
import {
  derBitString,
  derExplicit,
  derInteger,
  derObjectIdentifier,
  derSequence,
  derSet,
  derTime,
  derUtf8String,
} from '#ledger/x509/der.ts';
import {
  basicConstraints,
  extensions,
  type KeyUsage,
  keyIdentifier,
  keyUsage,
  subjectKeyIdentifier,
} from '#ledger/x509/extensions.ts';

/**
 * Keys and certificates that come out the same on every run: keys from names, signatures by RFC 6979, no chance in
 * serial numbers. For bundles that are committed, and for certificates that no authority would issue.
 */

/** A key that its name determines. */
export class TestKey {
  readonly #scalar: Uint8Array;

  constructor(name: string) {
    this.#scalar = hash(Buffer.from(`test key ${name}`));
  }

  get publicKey(): KeyObject {
    const point = p256.getPublicKey(this.#scalar, false);
    const [x, y] = [point.slice(1, 33), point.slice(33)].map((half) =>
      Buffer.from(half).toString('base64url'),
    );
    const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: Buffer.from(this.#scalar).toString('base64url') };
    return createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }));
  }

  /** ECDSA with SHA-256 in DER; with the low S unless told otherwise. */
  sign(message: Uint8Array, s: 'low' | 'high' = 'low'): Buffer {
    const low = p256.Signature.fromBytes(p256.sign(message, this.#scalar, { prehash: true, lowS: true }));
    const high = new p256.Signature(low.r, p256.Point.Fn.ORDER - low.s);
    return Buffer.from((s === 'low' ? low : high).toBytes('der'));
  }
}

export interface CertificateContent {
  readonly commonName: string;
  readonly units?: readonly string[];
  /** The whole name, in place of one made of the common name and the units. */
  readonly subject?: Buffer;
  readonly key: TestKey;
  readonly issuer: { readonly name: Buffer; readonly key: TestKey };
  readonly from?: string;
  readonly until?: string;
  readonly isAuthority?: boolean;
  readonly usages?: readonly KeyUsage[];
  /** A further extension, complete. */
  readonly extension?: Buffer;
}

export const distinguishedName = (commonName: string, units: readonly string[] = []): Buffer =>
  derSequence(
    attribute('2.5.4.10', 'Test'),
    ...units.map((unit) => attribute('2.5.4.11', unit)),
    attribute('2.5.4.3', commonName),
  );

const attribute = (type: string, text: string): Buffer =>
  derSet(derSequence(derObjectIdentifier(type), derUtf8String(text)));

const ecdsaWithSha256 = derSequence(derObjectIdentifier('1.2.840.10045.4.3.2'));

/** A certificate in DER. */
function certificate(content: CertificateContent): Buffer {
  const { commonName, units = [], key, issuer, isAuthority = false, usages = ['digitalSignature'] } = content;
  const { subject = distinguishedName(commonName, units) } = content;
  const from = new Date(content.from ?? '2026-01-01T00:00:00Z');
  const until = new Date(content.until ?? '2035-12-31T23:59:59Z');
  const signed = derSequence(
    derExplicit(0, derInteger(Buffer.of(2))),
    derInteger(hash(subject).subarray(0, 8)),
    ecdsaWithSha256,
    issuer.name,
    derSequence(derTime(from), derTime(until)),
    subject,
    key.publicKey.export({ type: 'spki', format: 'der' }),
    extensions([
      keyUsage(usages),
      basicConstraints(isAuthority),
      ...(isAuthority ? [subjectKeyIdentifier(keyIdentifier(key.publicKey))] : []),
      ...(content.extension ? [content.extension] : []),
    ]),
  );
  return derSequence(signed, ecdsaWithSha256, derBitString(issuer.key.sign(signed)));
}

/** A certificate authority, signed by itself. */
export class TestAuthority {
  readonly key: TestKey;
  readonly name: Buffer;
  readonly der: Buffer;

  constructor(commonName: string, content: Partial<CertificateContent> = {}) {
    this.key = new TestKey(commonName);
    this.name = distinguishedName(commonName);
    const usual = { isAuthority: true, usages: ['keyCertSign'] as const };
    this.der = certificate({ commonName, key: this.key, issuer: this, ...usual, ...content });
  }

  /** The certificate of a peer, or of whatever else the content says. */
  issue(commonName: string, content: Partial<CertificateContent> = {}): Buffer {
    return certificate({
      commonName,
      units: ['peer'],
      key: new TestKey(commonName),
      issuer: this,
      ...content,
    });
  }
}
