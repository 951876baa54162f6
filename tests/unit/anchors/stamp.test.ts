import { expect, test } from 'vitest';
import { fromHex } from '#ledger/bytes.ts';
import { parseVerifierKey } from '#ledger/note.ts';
import { formatVerifierKey } from '#ledger/sign.ts';
import { isStamped, stamp } from '#services/anchors/stamp.ts';

const key = { name: 'log.example/a', secretKey: fromHex('07'.repeat(32)) };
const trusted = parseVerifierKey(formatVerifierKey(key));
const statement = { of: 'checkpoint', size: 3, signedAt: '2026-03-02T22:40:00.000Z' };

test('a stamp holds for exactly its statement and key', () => {
  const stamped = stamp(statement, key);
  expect(isStamped(statement, stamped, [trusted])).toBe(true);
  expect(isStamped({ ...statement, size: 4 }, stamped, [trusted])).toBe(false);
  expect(isStamped(statement, stamped, [])).toBe(false);
  expect(isStamped(statement, stamped + stamped, [trusted])).toBe(false);
});

test('no changed character of a stamp goes unnoticed', () => {
  const stamped = stamp(statement, key);
  for (let i = 0; i < stamped.length; i++) {
    const changed = stamped.slice(0, i) + (stamped[i] === 'A' ? 'B' : 'A') + stamped.slice(i + 1);
    expect(isStamped(statement, changed, [trusted]), `character ${i}`).toBe(false);
  }
});
