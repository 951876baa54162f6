import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '#ledger/bytes.ts';

test('bytes come back from hex and base 64, which agree with Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});

test.each(['0', 'AB', '0g', ' 00', '00\n', '0x00'])('%j is no hex', (text) => {
  expect(() => fromHex(text)).toThrow(SyntaxError);
});

test.each(['A', 'AA', 'AA=', 'AA==\n', ' AA==', 'AB==', 'AAB=', 'A-__', '====', 'AA==AA=='])(
  '%j is no base 64',
  (text) => {
    expect(() => fromBase64(text)).toThrow(SyntaxError);
  },
);

test('only well-formed text becomes bytes, and only UTF-8 becomes text', () => {
  expect(fromUtf8(utf8('膳溯 🥔'))).toBe('膳溯 🥔');
  expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('\ufeff');
  expect(() => utf8('\ud83e')).toThrow(TypeError);
  for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe8, 0x86]])
    expect(() => fromUtf8(Uint8Array.from(bad))).toThrow(SyntaxError);
});

test('concat and equalBytes', () => {
  const joined = concat(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3));
  expect(equalBytes(joined, Uint8Array.of(1, 2, 3))).toBe(true);
  expect(equalBytes(joined, Uint8Array.of(1, 2))).toBe(false);
  expect(equalBytes(joined, Uint8Array.of(1, 2, 4))).toBe(false);
});
