import { sha512 } from '@noble/hashes/sha2.js';
import { concat, toHex } from './bytes.ts';
import { type Group, inverse, mod, power, sumOfMultiples } from './elliptic.ts';

/** Ed25519 (RFC 8032 section 5.1): whether a signature is genuine. Signing is the business of who holds a key. */

/** RFC 8032 section 5.1, table 1: the field, the order of the base point, the curve -x² + y² = 1 + dx²y². */
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const d = mod(-121665n * inverse(121666n, p), p);
const rootOfMinusOne = power(2n, (p - 1n) / 4n, p);

/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
type Point = readonly [X: bigint, Y: bigint, Z: bigint, T: bigint];

/** RFC 8032 section 5.1.4. Without exceptions, because d is no square. */
const curve: Group<Point> = {
  neutral: [0n, 1n, 1n, 0n],
  add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = (y1 - x1) * (y2 - x2);
    const b = (y1 + x1) * (y2 + x2);
    const c = 2n * d * ((t1 * t2) % p);
    const e = 2n * z1 * z2;
    const [h, f, g, i] = [(b - a) % p, (e - c) % p, (e + c) % p, (b + a) % p];
    return [(h * f) % p, (g * i) % p, (f * g) % p, (h * i) % p];
  },
};

const negative = ([x, y, z, t]: Point): Point => [-x, y, z, -t];

/** Of the eight points whose order divides the cofactor, this is the one at which multiples of eight end. */
function isNeutralTimesEight(point: Point): boolean {
  const [x, y, z] = sumOfMultiples(curve, [[8n, point]]);
  return mod(x, p) === 0n && mod(y - z, p) === 0n;
}

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);

/** RFC 8032 section 5.1.3. Undefined for what is no point, or a point in a second spelling. */
function decode(bytes: Uint8Array): Point | undefined {
  const encoded = littleEndian(bytes);
  const [sign, y] = [encoded >> 255n, encoded % 2n ** 255n];
  const square = mod((y * y - 1n) * inverse(d * y * y + 1n, p), p);
  const root = power(square, (p + 3n) / 8n, p);
  const x = mod(root * root - square, p) === 0n ? root : (root * rootOfMinusOne) % p;
  if (y >= p || mod(x * x - square, p) !== 0n || (x === 0n && sign === 1n)) return undefined;
  const right = (x & 1n) === sign ? x : p - x;
  return [right, y, 1n, (right * y) % p];
}

const base = decode(Uint8Array.from({ length: 32 }, (_, place) => (place === 0 ? 0x58 : 0x66))) as Point;

/**
 * Whether the signature (64 bytes) is this key's (32 bytes) over the message. Strict, so that a signature has no second
 * spelling: canonical points, a scalar below the order, no key of small order. With the cofactor, as RFC 8032 puts it.
 */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const [half, scalar] = [signature.subarray(0, 32), littleEndian(signature.subarray(32))];
  const [key, r] = [decode(publicKey), decode(half)];
  if (!key || !r || scalar >= order || isNeutralTimesEight(key)) return false;
  const k = littleEndian(sha512(concat(half, publicKey, message))) % order;
  const difference = sumOfMultiples(curve, [
    [scalar, base],
    [k, negative(key)],
    [1n, negative(r)],
  ]);
  return isNeutralTimesEight(difference);
}
