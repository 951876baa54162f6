import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#ledger/bytes.ts';
import { publicKeyOf, sign, verify } from '#ledger/ed25519.ts';

// RFC 8032 section 7.1, tests 1 to 3.
test.each([
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
])('RFC 8032 secret key %s', (secret, publicKey, message, signature) => {
  expect(toHex(publicKeyOf(fromHex(secret)))).toBe(publicKey);
  expect(toHex(sign(fromHex(message), fromHex(secret)))).toBe(signature);
  expect(verify(fromHex(signature), fromHex(message), fromHex(publicKey))).toBe(true);
});

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('keys and signatures are those of the ready-made curve', () => {
  fc.assert(
    fc.property(bytes(32), fc.uint8Array({ maxLength: 200 }), (secretKey, message) => {
      expect(publicKeyOf(secretKey)).toEqual(ed25519.getPublicKey(secretKey));
      expect(sign(message, secretKey)).toEqual(ed25519.sign(message, secretKey));
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

test('what is refused is what the ready-made strict verifier refuses', () => {
  const secretKey = fromHex('07'.repeat(32));
  const publicKey = publicKeyOf(secretKey);
  const message = utf8('checkpoint');
  const good = sign(message, secretKey);
  const scalar = BigInt(`0x${toHex(good.slice(32).reverse())}`);
  const halves = [good.slice(0, 32), ...oddPoints];
  const scalars = [scalar, scalar + order, 0n, order, order - 1n, 2n ** 255n].map(littleEndian);
  const verdicts = halves.flatMap((r) =>
    scalars.flatMap((s) =>
      [publicKey, ...oddPoints].map((key) => {
        const signature = Uint8Array.from([...r, ...s]);
        expect(verify(signature, message, key)).toBe(
          ed25519.verify(signature, message, key, { zip215: false }),
        );
        return verify(signature, message, key);
      }),
    ),
  );
  expect(verdicts.filter(Boolean)).toHaveLength(1);
});

test('one flipped bit anywhere is refused', () => {
  const secretKey = fromHex('09'.repeat(32));
  const [publicKey, message] = [publicKeyOf(secretKey), utf8('root')];
  const signature = sign(message, secretKey);
  for (let bit = 0; bit < 512; bit += 7) {
    const flipped = Uint8Array.from(signature);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(verify(flipped, message, publicKey)).toBe(false);
  }
});
