import { type KeyObject, sign } from 'node:crypto';
import { derInteger, derSequence } from './der.ts';

/** Order of the P-256 group (SEC 2, secp256r1). */
const groupOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * ECDSA over SHA-256 with the lower of the two valid S values, as DER. Fabric refuses a high S in a message, and silently
 * rewrites a certificate that carries one, after which its bytes differ from the file.
 */
export function signLowS(message: Uint8Array, privateKey: KeyObject): Buffer {
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const r = signature.subarray(0, 32);
  const s = BigInt(`0x${signature.toString('hex', 32)}`);
  const lowS = s > groupOrder / 2n ? groupOrder - s : s;
  return derSequence(derInteger(r), derInteger(Buffer.from(lowS.toString(16).padStart(64, '0'), 'hex')));
}
