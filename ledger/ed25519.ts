import { eddsa, edwards } from '@noble/curves/abstract/edwards.js';
import { sha512 } from '@noble/hashes/sha2.js';

/**
 * Ed25519 (RFC 8032 section 5.1), built from the curve alone. The ready-made export of `@noble/curves` brings
 * threshold signatures, hash-to-curve and Montgomery forms along, which no verifier needs and every browser would
 * have to load.
 */

/** RFC 8032 section 5.1, table 1. */
const Point = edwards({
  p: 2n ** 255n - 19n,
  n: 2n ** 252n + 27742317777372353535851937790883648493n,
  h: 8n,
  a: 2n ** 255n - 20n,
  d: 37095705934669439343138083508754565189542113879843219016388785533085940283555n,
  Gx: 15112221349535400772501151409588531511454012693041857206046113283949847762202n,
  Gy: 46316835694926478169428394003475163141307993866256225615783033603165251855960n,
});

/** RFC 8032 section 5.1.5, step 2. */
function clamp(scalar: Uint8Array): Uint8Array {
  scalar[0]! &= 0b1111_1000;
  scalar[31]! &= 0b0111_1111;
  scalar[31]! |= 0b0100_0000;
  return scalar;
}

const signatures = eddsa(Point, sha512, { adjustScalarBytes: clamp, zip215: false });

/** Length of a signature, in bytes. */
export const SIGNATURE_BYTES = signatures.lengths.signature;

/** The public key of a 32-byte seed. */
export const publicKeyOf = (secretKey: Uint8Array): Uint8Array => signatures.getPublicKey(secretKey);

export const sign = (message: Uint8Array, secretKey: Uint8Array): Uint8Array =>
  signatures.sign(message, secretKey);

/**
 * Whether the signature is this key's over the message. Strict: canonical points and scalar, no key of small order,
 * so that a signature has no second spelling. Throws RangeError on a signature or key of the wrong length.
 */
export const verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean =>
  signatures.verify(signature, message, publicKey);
