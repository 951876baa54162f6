import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../bytes.ts';
import { type Group, inverse, mod, sumOfMultiples } from '../elliptic.ts';
import { type DerValue, derItems, derTag, readDer, requireTag } from './read-der.ts';

/** ECDSA over P-256 with SHA-256 (FIPS 186-5): whether a signature is genuine. */

/** SEC 2 section 2.4.2 (secp256r1): the field, the order of the base point, the curve y² = x³ - 3x + b. */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const base: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  1n,
];

/** Homogeneous coordinates: x = X/Z, y = Y/Z. */
type Point = readonly [X: bigint, Y: bigint, Z: bigint];

/** Without exceptions (Renes, Costello, Batina 2016, section 3, with a = -3), because the order is odd. */
const curve: Group<Point> = {
  neutral: [0n, 1n, 0n],
  add([x1, y1, z1], [x2, y2, z2]) {
    const [xx, yy, zz] = [(x1 * x2) % p, (y1 * y2) % p, (z1 * z2) % p];
    const [xy, yz, xz] = [(x1 * y2 + x2 * y1) % p, (y1 * z2 + y2 * z1) % p, (x1 * z2 + x2 * z1) % p];
    const m = 3n * (b * zz - xz);
    const n = (3n * (b * xz - xx - 3n * zz)) % p;
    const w = 3n * (xx - zz);
    const [less, more] = [(yy - m) % p, (yy + m) % p];
    return [(xy * less - yz * n) % p, (w * n + more * less) % p, (yz * more + xy * w) % p];
  },
};

const bigEndian = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);

/** An uncompressed point (SEC 1 section 2.3.4). Undefined for anything else, and for what is not on the curve. */
function decode(bytes: Uint8Array): Point | undefined {
  if (bytes.length !== 65 || bytes[0] !== 4) return undefined;
  const [x, y] = [bigEndian(bytes.subarray(1, 33)), bigEndian(bytes.subarray(33))];
  const onCurve = x < p && y < p && mod(y * y - (x * x * x - 3n * x + b), p) === 0n;
  return onCurve ? [x, y, 1n] : undefined;
}

/** A positive integer in its shortest form. Throws SyntaxError. */
function positive(value: DerValue | undefined): bigint {
  const { content } = requireTag(value, derTag.integer);
  const [first = 128, second = 128] = content;
  if (first >= 128 || (first === 0 && second < 128)) throw new SyntaxError('not a positive integer');
  return bigEndian(content);
}

function readSignature(der: Uint8Array): { r: bigint; s: bigint } | undefined {
  try {
    const [r, s, ...more] = derItems(readDer(der, derTag.sequence));
    return more.length > 0 ? undefined : { r: positive(r), s: positive(s) };
  } catch {
    return undefined;
  }
}

/**
 * Whether the signature, in DER, is this key's over the message, with the lower of the two valid values of S: with
 * the other one anyone could make a second signature out of one. False for a key that is no point of the curve.
 */
export function verifyP256(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const [key, numbers] = [decode(publicKey), readSignature(signature)];
  if (!key || !numbers) return false;
  const { r, s } = numbers;
  if (r < 1n || r >= order || s < 1n || s > order / 2n) return false;
  const w = inverse(s, order);
  const [x, , z] = sumOfMultiples(curve, [
    [(bigEndian(sha256(message)) * w) % order, base],
    [(r * w) % order, key],
  ]);
  return mod(z, p) !== 0n && mod(x * inverse(z, p), p) % order === r;
}
