import { type KeyObject, verify } from 'node:crypto';

/** Half of the P-256 group's order, rounded down (SEC 2, secp256r1). */
const halfOrder = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/**
 * Whether this is the key's ECDSA-SHA256 signature over the message, with a low S. Fabric refuses the other of the two
 * valid S values: with it anyone could make a second signature out of one.
 */
export function verifyLowS(message: Uint8Array, signature: Uint8Array, publicKey: KeyObject): boolean {
  try {
    return hasLowS(signature) && verify('sha256', message, publicKey, signature);
  } catch {
    return false;
  }
}

/** Reads S from the DER sequence of two integers. */
function hasLowS(signature: Uint8Array): boolean {
  const lengthOfR = signature[3] ?? 0;
  const lengthOfS = signature[5 + lengthOfR] ?? 0;
  const s = Buffer.from(signature.subarray(6 + lengthOfR, 6 + lengthOfR + lengthOfS));
  return s.length > 0 && BigInt(`0x${s.toString('hex')}`) <= halfOrder;
}
