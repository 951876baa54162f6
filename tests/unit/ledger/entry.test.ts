import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#ledger/bytes.ts';
import { formatEntry, parseEntry } from '#ledger/entry.ts';

const DIGEST = fromHex('d1'.repeat(32));
const ENTRY = `0108${'64656c6976657279'}${'d1'.repeat(32)}`;

test('an entry is version, type and digest', () => {
  expect(toHex(formatEntry({ type: 'delivery', digest: DIGEST }))).toBe(ENTRY);
  expect(parseEntry(fromHex(ENTRY))).toEqual({ type: 'delivery', digest: DIGEST });
});

test('types of 1 and of 64 letters fit', () => {
  for (const type of ['d', 'd'.repeat(64), 'sample-discarded', 'epcis.Object_Event'])
    expect(parseEntry(formatEntry({ type, digest: DIGEST })).type).toBe(type);
});

test.each(['', 'd'.repeat(65), '1st', '-a', 'a b', 'a/b', 'délivery', '交货', 'a\n'])(
  '%j is no record type',
  (type) => {
    expect(() => formatEntry({ type, digest: DIGEST })).toThrow(RangeError);
  },
);

test('a digest has 32 bytes', () => {
  for (const digest of [DIGEST.subarray(1), new Uint8Array(33), new Uint8Array()])
    expect(() => formatEntry({ type: 'delivery', digest })).toThrow(RangeError);
});

describe('parseEntry refuses', () => {
  test.each([
    ['nothing', ''],
    ['another version', ENTRY.replace('01', '02')],
    ['a byte too few', ENTRY.slice(0, -2)],
    ['a byte too many', `${ENTRY}00`],
    ['no type', `0100${'d1'.repeat(32)}`],
    ['a type that is none', ENTRY.replace('64656c', '20656c')],
    ['a type that is not UTF-8', ENTRY.replace('64656c', 'ff656c')],
  ])('%s', (_, hex) => {
    expect(() => parseEntry(fromHex(hex))).toThrow(SyntaxError);
  });
});
