import { derInteger, derSequence } from '#ledger/x509/der.ts';

const groupOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other valid form of an ECDSA signature over P-256: anybody can make it from the first. */
export function highS(signature: Uint8Array): Buffer {
  const lengthOfR = signature[3]!;
  const r = signature.subarray(4, 4 + lengthOfR);
  const s = BigInt(`0x${Buffer.from(signature.subarray(6 + lengthOfR)).toString('hex')}`);
  const other = (groupOrder - s).toString(16).padStart(64, '0');
  return derSequence(derInteger(r), derInteger(Buffer.from(other, 'hex')));
}
