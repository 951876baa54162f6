import { createHash, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';
import {
  derBoolean,
  derExplicit,
  derImplicit,
  derNamedBits,
  derObjectIdentifier,
  derOctetString,
  derSequence,
} from './der.ts';

/** The X.509 extensions of RFC 5280 §4.2 that Fabric reads. */

/** Bit numbers of RFC 5280 §4.2.1.3. */
const usageBit = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 } as const;
export type KeyUsage = keyof typeof usageBit;

export function keyUsage(usages: readonly KeyUsage[]): Buffer {
  return extension('2.5.29.15', true, derNamedBits(usages.map((usage) => usageBit[usage])));
}

export function serverAndClientAuthentication(): Buffer {
  const serverAuth = derObjectIdentifier('1.3.6.1.5.5.7.3.1');
  const clientAuth = derObjectIdentifier('1.3.6.1.5.5.7.3.2');
  return extension('2.5.29.37', false, derSequence(clientAuth, serverAuth));
}

export function basicConstraints(isAuthority: boolean): Buffer {
  return extension('2.5.29.19', true, isAuthority ? derSequence(derBoolean(true)) : derSequence());
}

export function subjectKeyIdentifier(keyId: Buffer): Buffer {
  return extension('2.5.29.14', false, derOctetString(keyId));
}

export function authorityKeyIdentifier(keyId: Buffer): Buffer {
  return extension('2.5.29.35', false, derSequence(derImplicit(0, keyId)));
}

/** @param hosts DNS names and IPv4 addresses */
export function subjectAlternativeName(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIPv4(host)
      ? derImplicit(7, Buffer.from(host.split('.').map(Number)))
      : derImplicit(2, Buffer.from(host)),
  );
  return extension('2.5.29.17', false, derSequence(...names));
}

/** The leftmost 160 bits of SHA-256 over the public point (RFC 7093 §2, method 1). */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const uncompressedPoint = spki.subarray(-65);
  return createHash('sha256').update(uncompressedPoint).digest().subarray(0, 20);
}

export function extensions(list: readonly Buffer[]): Buffer {
  return derExplicit(3, derSequence(...list));
}

function extension(oid: string, critical: boolean, inner: Buffer): Buffer {
  const flag = critical ? [derBoolean(true)] : [];
  return derSequence(derObjectIdentifier(oid), ...flag, derOctetString(inner));
}
