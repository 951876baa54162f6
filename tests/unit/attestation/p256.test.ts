import { createPublicKey, verify as verifyByNode } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyP256 } from '#ledger/attestation/p256.ts';
import { concat, fromHex, toHex, utf8 } from '#ledger/bytes.ts';

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const field = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const how = { format: 'der', lowS: true, prehash: true } as const;
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const bigEndian = (value: bigint) => fromHex(value.toString(16).padStart(64, '0'));

/** RFC 6979 appendix A.2.5, message "sample", with the lower S. */
const rfc = {
  publicKey: fromHex(
    '0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
  ),
  r: 0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n,
  s: order - 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n,
};

/** An integer in DER, shortest form. */
function integer(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const digits = fromHex(hex.length % 2 ? `0${hex}` : hex);
  const content = digits[0]! >= 128 ? concat(Uint8Array.of(0), digits) : digits;
  return concat(Uint8Array.of(2, content.length), content);
}
const sequence = (...items: Uint8Array[]) => {
  const content = concat(...items);
  return concat(Uint8Array.of(0x30, content.length), content);
};
const signatureOf = (r: bigint, s: bigint) => sequence(integer(r), integer(s));
const judge = (signature: Uint8Array, key = rfc.publicKey) => verifyP256(signature, utf8('sample'), key);

test('the signature of RFC 6979 is genuine, and its other S is refused', () => {
  expect(judge(signatureOf(rfc.r, rfc.s))).toBe(true);
  expect(judge(signatureOf(rfc.r, order - rfc.s))).toBe(false);
  expect(verifyP256(signatureOf(rfc.r, rfc.s), utf8('Sample'), rfc.publicKey)).toBe(false);
});

/** The same question to OpenSSL. */
const byOpenSsl = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean => {
  const spki = Buffer.concat([
    Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
    key,
  ]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return verifyByNode('sha256', message, publicKey, signature);
};

test('what two libraries sign is genuine, and with anything changed it is not', () => {
  fc.assert(
    fc.property(bytes(48), fc.uint8Array({ maxLength: 200 }), fc.nat(), (seed, message, bit) => {
      const { secretKey } = p256.keygen(seed);
      const key = p256.getPublicKey(secretKey, false);
      const signature = p256.sign(message, secretKey, how);
      expect(verifyP256(signature, message, key)).toBe(true);
      expect(byOpenSsl(signature, message, key)).toBe(true);
      const at = bit % (8 * signature.length);
      const flipped = signature.map((byte, place) => (place === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
      expect(verifyP256(flipped, message, key)).toBe(false);
      expect(verifyP256(signature, concat(message, Uint8Array.of(0)), key)).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test('numbers at the edges of their range get the verdict of a library', () => {
  const edges = [
    0n,
    1n,
    2n,
    rfc.r,
    rfc.s,
    order / 2n,
    order / 2n + 1n,
    order - 1n,
    order,
    order + rfc.r,
    field,
  ];
  const verdicts = edges.flatMap((r) =>
    edges.map((s) => {
      const signature = signatureOf(r, s);
      const verdict = judge(signature);
      expect(verdict, `${r} ${s}`).toBe(p256.verify(signature, utf8('sample'), rfc.publicKey, how));
      return verdict;
    }),
  );
  expect(verdicts.filter(Boolean)).toHaveLength(1);
});

const good = signatureOf(rfc.r, rfc.s);
const [rText, sText] = [integer(rfc.r), integer(rfc.s)];
const padded = concat(Uint8Array.of(2, sText[1]! + 1, 0), sText.slice(2));

test.each([
  ['nothing', new Uint8Array()],
  ['a byte too many', concat(good, Uint8Array.of(0))],
  ['a byte too few', good.slice(0, -1)],
  ['a third number', sequence(rText, sText, integer(1n))],
  ['one number', sequence(rText)],
  ['a number with a zero too many', sequence(rText, padded)],
  ['a negative number', sequence(rText, concat(Uint8Array.of(2, 1, 0x80)))],
  ['an empty number', sequence(rText, Uint8Array.of(2, 0))],
  ['another type', sequence(rText, concat(Uint8Array.of(4), sText.slice(1)))],
  ['the plain form', concat(bigEndian(rfc.r), bigEndian(rfc.s))],
])('a signature with %s is refused', (_, signature) => {
  expect(judge(signature)).toBe(false);
});

const x = BigInt(`0x${toHex(rfc.publicKey.slice(1, 33))}`);
const y = BigInt(`0x${toHex(rfc.publicKey.slice(33))}`);
const point = (first: bigint, second: bigint) =>
  concat(Uint8Array.of(4), bigEndian(first), bigEndian(second));

test.each([
  ['off the curve', point(x, y + 1n)],
  ['with a coordinate that is not reduced', point(5n + field, 0n)],
  ['at the origin', point(0n, 0n)],
  ['compressed', p256.Point.fromHex(toHex(rfc.publicKey)).toBytes(true)],
  ['cut short', rfc.publicKey.slice(0, 64)],
  ['on the other side', point(x, field - y)],
])('a key %s is refused', (_, key) => {
  expect(judge(good, key)).toBe(false);
});
