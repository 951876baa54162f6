import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CanonicalError, canonicalText, parseCanonical } from '#ledger/canonical.ts';

test('what is nested 32 deep has a text, what is nested deeper has none', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  expect(canonicalText(nested(32))).toBe(JSON.stringify(nested(32)));
  expect(() => canonicalText(nested(33))).toThrow('nested deeper than 32');
});

describe('RFC 8785', () => {
  test('section 3.2.2: the sample object', () => {
    const sample = `{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalize(JSON.parse(sample))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('section 3.2.3: member order is that of UTF-16 code units', () => {
    const sample = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",' +
        '"1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",' +
        '"\\u00f6":"Latin Small Letter O With Diaeresis"}',
    );
    expect(Object.values(JSON.parse(canonicalize(sample)!))).toEqual([
      'One',
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  // Appendix B: IEEE 754 bit pattern and its text.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the number %s', (bits, text) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    expect(canonicalize(view.getFloat64(0))).toBe(text);
  });
});

describe('canonicalText', () => {
  test('sorts members at every depth and leaves arrays in order', () => {
    expect(canonicalText({ b: [2, 1, { d: '', c: {} }], a: true, 土豆: 'Kartoffel' })).toBe(
      '{"a":true,"b":[2,1,{"c":{},"d":""}],"土豆":"Kartoffel"}',
    );
  });

  test.each([
    ['a float', { a: 0.5 }, '/a'],
    ['an unsafe integer', { a: [2 ** 53] }, '/a/0'],
    ['minus zero', { a: -0 }, '/a'],
    ['not a number', { a: Number.NaN }, '/a'],
    ['null', { a: { b: null } }, '/a/b'],
    ['undefined', { a: undefined }, '/a'],
    ['a hole', { a: new Array(1) }, '/a/0'],
    ['a big integer', { a: 1n }, '/a'],
    ['a function', { a: () => 1 }, '/a'],
    ['a date', { a: new Date(0) }, '/a'],
    ['a boxed string', { a: new String('b') }, '/a'],
    ['a lone surrogate', { a: '\ud83d' }, '/a'],
    ['a lone surrogate in a name', { '\ud83d': 1 }, '/\ud83d'],
    ['a decomposed letter', { a: 'u\u0308' }, '/a'],
    ['a decomposed letter in a name', { 'u\u0308': 1 }, '/u\u0308'],
    ['a name with / and ~', { 'a/b~c': null }, '/a~1b~0c'],
  ])('refuses %s and says where', (_, value, pointer) => {
    const error = errorOf(() => canonicalText(value));
    expect(error).toBeInstanceOf(CanonicalError);
    expect(error).toMatchObject({ pointer });
  });

  test('refuses bottomless nesting', () => {
    const loop: Record<string, unknown> = {};
    loop.again = loop;
    expect(() => canonicalText(loop)).toThrow(CanonicalError);
    expect(() => parseCanonical('['.repeat(100) + ']'.repeat(100))).toThrow(CanonicalError);
  });
});

describe('parseCanonical', () => {
  test.each([
    ['white space', '{"a": 1}'],
    ['a final newline', '{"a":1}\n'],
    ['another member order', '{"b":1,"a":2}'],
    ['a repeated name', '{"a":1,"a":1}'],
    ['another spelling of a number', '{"a":1.0}'],
    ['an exponent', '{"a":1e2}'],
    ['minus zero', '{"a":-0}'],
    ['a needless escape', '{"a":"\\u0041"}'],
    ['an escaped solidus', '{"a":"\\/"}'],
    ['upper-case escape digits', '{"a":"\\u001F"}'],
    ['null', 'null'],
    ['a float', '[0.5]'],
    ['an escaped lone surrogate', '"\\ud83d"'],
    ['a decomposed letter', '"u\u0308"'],
  ])('refuses %s', (_, text) => {
    expect(() => parseCanonical(text)).toThrow(CanonicalError);
  });

  test('refuses what is not JSON', () => {
    expect(() => parseCanonical('{"a":1')).toThrow(SyntaxError);
    expect(() => parseCanonical('\ufeff{}')).toThrow(SyntaxError);
  });

  test('reads a __proto__ member as data', () => {
    const value = parseCanonical('{"__proto__":{"a":1}}');
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(canonicalText(value)).toBe('{"__proto__":{"a":1}}');
  });
});

test('any value that has a canonical text comes back from it, however its members were ordered', () => {
  const text = fc.string({ unit: 'grapheme' }).map((s) => s.normalize('NFC'));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.maxSafeInteger().map((n) => n + 0),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(value, (original) => {
      const canonical = canonicalText(original);
      expect(canonicalText(parseCanonical(canonical))).toBe(canonical);
      expect(canonicalText(reversed(original))).toBe(canonical);
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, member]) => [name, reversed(member)]));
}

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
