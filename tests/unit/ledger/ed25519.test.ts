import { verify as verifyByNode } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '#ledger/bytes.ts';
import { verify } from '#ledger/ed25519.ts';
import { formatVerifierKey } from '#ledger/sign.ts';

// RFC 8032 section 7.1, tests 1 to 3.
test.each([
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
])('RFC 8032 public key %s', (publicKey, message, signature) => {
  expect(verify(fromHex(signature), fromHex(message), fromHex(publicKey))).toBe(true);
  expect(verify(fromHex(signature), fromHex(`${message}00`), fromHex(publicKey))).toBe(false);
});

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** The same question to OpenSSL: the key in the wrapping of RFC 8410. */
const byOpenSsl = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  return verifyByNode(null, message, { key, format: 'der', type: 'spki' }, signature);
};

test('what two libraries sign is genuine, and with anything changed it is not', () => {
  const changed = (of: Uint8Array, bit: number) =>
    of.map((byte, place) => (place === (bit >> 3) % of.length ? byte ^ (1 << (bit & 7)) : byte));
  fc.assert(
    fc.property(bytes(32), fc.uint8Array({ maxLength: 200 }), fc.nat(511), (secretKey, message, bit) => {
      const publicKey = ed25519.getPublicKey(secretKey);
      const signature = ed25519.sign(message, secretKey);
      expect(verify(signature, message, publicKey)).toBe(true);
      expect(byOpenSsl(signature, message, publicKey)).toBe(true);
      expect(verify(changed(signature, bit), message, publicKey)).toBe(false);
      expect(verify(signature, message, changed(publicKey, bit))).toBe(false);
    }),
    { numRuns: 20 },
  );
});

const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, place) => Number((value >> BigInt(8 * place)) & 0xffn));

/** Points of small order, and encodings of y that are not reduced (RFC 8032 section 5.1.3 refuses them). */
const oddPoints = [
  littleEndian(1n),
  littleEndian(0n),
  littleEndian(2n ** 255n - 20n),
  littleEndian(2n ** 255n - 18n),
  littleEndian(2n ** 255n - 19n),
  littleEndian((1n << 255n) + 1n),
  littleEndian(2n ** 256n - 1n),
  fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
];

test('what is refused is what the strict verifier of a library refuses', () => {
  const secretKey = fromHex('07'.repeat(32));
  const publicKey = ed25519.getPublicKey(secretKey);
  const message = utf8('checkpoint');
  const good = ed25519.sign(message, secretKey);
  const scalar = BigInt(`0x${toHex(good.slice(32).reverse())}`);
  const halves = [good.slice(0, 32), ...oddPoints];
  const scalars = [scalar, scalar + order, 0n, order, order - 1n, 2n ** 255n].map(littleEndian);
  const verdicts = halves.flatMap((r) =>
    scalars.flatMap((s) =>
      [publicKey, ...oddPoints].map((key) => {
        const signature = Uint8Array.from([...r, ...s]);
        const verdict = verify(signature, message, key);
        expect(verdict).toBe(ed25519.verify(signature, message, key, { zip215: false }));
        return verdict;
      }),
    ),
  );
  expect(verdicts.filter(Boolean)).toHaveLength(1);
});

test('a key with a point of small order in it signs like any other: the equation has the cofactor', () => {
  const { Point, utils } = ed25519;
  const { scalar } = utils.getExtendedPublicKey(fromHex('0b'.repeat(32)));
  const key = Point.BASE.multiply(scalar).add(Point.fromBytes(oddPoints[7]!)).toBytes();
  const [message, nonce] = [utf8('cofactor'), 12345n];
  const half = Point.BASE.multiply(nonce).toBytes();
  const k = BigInt(`0x${toHex(sha512(concat(half, key, message)).reverse())}`);
  const signature = concat(half, littleEndian((nonce + k * scalar) % order));
  expect(verify(signature, message, key)).toBe(true);
  expect(ed25519.verify(signature, message, key, { zip215: false })).toBe(true);
});

test.each([
  [63, 32],
  [65, 32],
  [64, 31],
  [64, 33],
  [0, 0],
])('a signature of %i bytes by a key of %i is refused', (signature, key) => {
  expect(verify(new Uint8Array(signature), utf8('x'), new Uint8Array(key))).toBe(false);
});

test('a key that signs checkpoints has the verifier key of the same public key', () => {
  const secretKey = fromHex('09'.repeat(32));
  const [, , encoded = ''] = formatVerifierKey({ name: 'log.example', secretKey }).split('+');
  expect(Buffer.from(encoded, 'base64').subarray(1)).toEqual(Buffer.from(ed25519.getPublicKey(secretKey)));
});
