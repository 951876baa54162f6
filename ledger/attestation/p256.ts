import { ecdsa, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * ECDSA over P-256 with SHA-256 (FIPS 186-5), built from the curve alone: the ready-made export of `@noble/curves`
 * brings two more curves, hash-to-curve and threshold signatures along, which every browser would have to load.
 */

/** SEC 2, section 2.4.2 (secp256r1). */
const Point = weierstrass({
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  h: 1n,
  a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  Gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  Gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
});

const signatures = ecdsa(Point, sha256);

/**
 * Whether the signature, in DER, is this key's over the message, with the lower of the two valid values of S: with
 * the other one anyone could make a second signature out of one. False for a key that is no point of the curve.
 */
export function verifyP256(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return signatures.verify(signature, message, publicKey, { format: 'der', lowS: true, prehash: true });
  } catch {
    return false;
  }
}
