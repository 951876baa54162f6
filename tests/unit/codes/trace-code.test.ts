import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTraceCode, parseTraceCode } from '#schemas/codes/trace-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const replaceAt = (text: string, i: number, symbol: string) => text.slice(0, i) + symbol + text.slice(i + 1);

test('known codes', () => {
  expect(formatTraceCode(new Uint8Array(10))).toBe('00000000000000000');
  expect(formatTraceCode(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).toBe('00000000000000012');
  expect(formatTraceCode(new Uint8Array(10).fill(255)).slice(0, 16)).toBe('ZZZZZZZZZZZZZZZZ');
});

test('different bytes give different codes, and each reads back', () => {
  fc.assert(
    fc.property(tenBytes, tenBytes, (a, b) => {
      expect(parseTraceCode(formatTraceCode(a))).toBe(formatTraceCode(a));
      expect(formatTraceCode(a) === formatTraceCode(b)).toBe(a.join() === b.join());
    }),
  );
});

test('every single wrong symbol is found', () => {
  const code = formatTraceCode(Uint8Array.from([3, 141, 59, 26, 53, 58, 97, 93, 238, 46]));
  for (let i = 0; i < code.length; i++) {
    for (const other of ALPHABET.replace(code.charAt(i), '')) {
      expect(parseTraceCode(replaceAt(code, i, other)), `${i} ${other}`).toBeUndefined();
    }
  }
});

test('every swap of two different symbols is found, neighbours or not', () => {
  fc.assert(
    fc.property(tenBytes, (bytes) => {
      const code = formatTraceCode(bytes);
      for (let i = 0; i < code.length; i++) {
        for (let j = i + 1; j < code.length; j++) {
          if (code[i] === code[j]) continue;
          const swapped = replaceAt(replaceAt(code, i, code.charAt(j)), j, code.charAt(i));
          expect(parseTraceCode(swapped)).toBeUndefined();
        }
      }
    }),
  );
});

describe('as people type it', () => {
  const code = '10000000000000000';
  const good = formatTraceCode(Uint8Array.from([8, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

  test('any case, letters that look like digits, spaces and hyphens', () => {
    expect(good.slice(0, 16)).toBe(code.slice(0, 16));
    const typed = `l${'o'.repeat(15)}${good.at(-1)?.toLowerCase()}`;
    expect(parseTraceCode(typed)).toBe(good);
    expect(parseTraceCode(typed.replace('l', 'I'))).toBe(good);
    expect(parseTraceCode(` ${good.slice(0, 4)}-${good.slice(4, 8)} ${good.slice(8)} `)).toBe(good);
  });

  test('a U, a missing symbol or an extra one is refused', () => {
    expect(parseTraceCode(`U${good.slice(1)}`)).toBeUndefined();
    expect(parseTraceCode(good.slice(1))).toBeUndefined();
    expect(parseTraceCode(`${good}0`)).toBeUndefined();
    expect(parseTraceCode('')).toBeUndefined();
  });
});

test('only ten bytes make a code', () => {
  expect(() => formatTraceCode(new Uint8Array(9))).toThrow(RangeError);
});
