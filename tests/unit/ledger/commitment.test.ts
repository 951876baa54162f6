import { createHash } from 'node:crypto';
import { expand } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#ledger/bytes.ts';
import { CanonicalError, type CanonicalObject, canonicalText } from '#ledger/canonical.ts';
import { commitField, commitments, commitRecord, recordDigest } from '#ledger/commitment.ts';
import { personalField } from '#ledger/fields.ts';
import { fieldSalts } from '#ledger/salt.ts';

const SALT = fromHex('00'.repeat(31) + '07');
const OWN_SALT = fromHex('ab'.repeat(32));
const RECORD: CanonicalObject = {
  type: 'delivery',
  v: 1,
  goods: { name: '土豆', quantityGrams: 25_000, labels: [], extra: {} },
  papers: [{ number: 'A/1~2', checked: true }],
};

test('a field commitment is the hash that the document describes', () => {
  const path = '/goods/quantityGrams';
  const expected = createHash('sha256')
    .update(Uint8Array.of(0x10))
    .update(SALT)
    .update('["/goods/quantityGrams",25000]')
    .digest('hex');
  expect(commitField(path, 25_000, SALT)).toBe(expected);
});

test('a field salt is HKDF-Expand over the tag and the path', () => {
  const saltOf = fieldSalts(SALT);
  for (const path of ['/goods/name', '/papers/0/number', '/土豆'])
    expect(toHex(saltOf(path))).toBe(toHex(expand(sha256, SALT, utf8(`shansu.field-salt.v1\n${path}`), 32)));
});

test('every scalar, empty array and empty object is a field; type and v are not', () => {
  expect([...commitments(RECORD, SALT).keys()]).toEqual([
    '/goods/name',
    '/goods/quantityGrams',
    '/goods/labels',
    '/goods/extra',
    '/papers/0/number',
    '/papers/0/checked',
  ]);
  expect(commitments(RECORD, SALT).get('/goods/labels')).toBe(
    commitField('/goods/labels', [], fieldSalts(SALT)('/goods/labels')),
  );
});

test('the record digest is the hash that the document describes', () => {
  const { digest, commitments } = commitRecord(RECORD, SALT, 'cd'.repeat(32));
  const head = `"previous":"${'cd'.repeat(32)}","type":"delivery","v":1`;
  const text = `{"fields":${canonicalText(Object.fromEntries(commitments))},${head}}`;
  expect(toHex(digest)).toBe(createHash('sha256').update(`shansu.record.v1\n${text}`).digest('hex'));
});

test('type, version, replaced record, every path, value and salt all change the digest', () => {
  const digests = [
    commitRecord(RECORD, SALT),
    commitRecord({ ...RECORD, type: 'issue' }, SALT),
    commitRecord({ ...RECORD, v: 2 }, SALT),
    commitRecord(RECORD, SALT, 'cd'.repeat(32)),
    commitRecord(RECORD, OWN_SALT),
    commitRecord({ ...RECORD, note: '' }, SALT),
    commitRecord({ ...RECORD, papers: [] }, SALT),
    commitRecord({ ...RECORD, papers: [{ number: 'A/1~2', checked: false }] }, SALT),
    commitRecord({ ...RECORD, papers: [{ checked: true }] }, SALT),
  ].map(({ digest }) => toHex(digest));
  expect(new Set(digests).size).toBe(digests.length);
});

describe('a personal field', () => {
  const commitment = commitField('/receiver', '张三', OWN_SALT);

  test('enters with the commitment made by its own salt', () => {
    const record = { ...RECORD, receiver: personalField(commitment) };
    expect(commitments(record, SALT).get('/receiver')).toBe(commitment);
  });

  test('cannot be told from any other field once committed', () => {
    const salt = fieldSalts(SALT)('/receiver');
    const open = commitRecord({ ...RECORD, receiver: 'a' }, SALT);
    const personal = commitRecord(
      { ...RECORD, receiver: personalField(commitField('/receiver', 'a', salt)) },
      SALT,
    );
    expect(toHex(personal.digest)).toBe(toHex(open.digest));
  });

  test.each([
    ['no hash', { $commitment: 'x' }],
    ['upper case', { $commitment: 'AB'.repeat(32) }],
    ['a neighbour', { $commitment: commitment, a: 1 }],
    ['another reserved name', { $other: 1 }],
  ])('is refused with %s', (_, receiver) => {
    expect(() => commitments({ ...RECORD, receiver }, SALT)).toThrow(CanonicalError);
  });
});

test('arrays and objects cannot stand in for each other', () => {
  expect(() => commitments({ ...RECORD, papers: { '0': 'x' } }, SALT)).toThrow(/array index/);
  expect(() => commitments({ ...RECORD, '12': 'x' }, SALT)).toThrow(/array index/);
  expect(commitments({ ...RECORD, codes: { '007': 'x' } }, SALT).has('/codes/007')).toBe(true);
});

test('bad salts, heads and values are refused', () => {
  expect(() => commitField('/a', 1, SALT.subarray(1))).toThrow(RangeError);
  expect(() => commitments(RECORD, SALT.subarray(1))).toThrow(RangeError);
  expect(() => commitField('/a', 0.5, SALT)).toThrow(CanonicalError);
  expect(() => commitRecord({ v: 1 }, SALT)).toThrow(RangeError);
  expect(() => commitRecord({ type: 'a b', v: 1 }, SALT)).toThrow(RangeError);
  expect(() => commitRecord({ type: 'a', v: 0 }, SALT)).toThrow(RangeError);
  expect(() => commitRecord(RECORD, SALT, 'CD'.repeat(32))).toThrow(RangeError);
  expect(() => recordDigest({ type: 'a', v: 1.5, commitments: new Map() })).toThrow(RangeError);
});
