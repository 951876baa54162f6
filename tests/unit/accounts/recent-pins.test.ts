import { expect, test } from 'vitest';
import { verifyPin } from '#services/accounts/recent-pins.ts';
import { hashSecret } from '#services/accounts/secrets.ts';

test('a right PIN is right again at once; a wrong one is wrong however often it is tried', async () => {
  const hash = await hashSecret('271828');
  const began = performance.now();
  expect(await verifyPin('271828', hash)).toBe(true);
  const first = performance.now() - began;
  const again = performance.now();
  for (let tries = 0; tries < 100; tries++) expect(await verifyPin('271828', hash)).toBe(true);
  // A hundred times argon2 would take a hundred times as long.
  expect(performance.now() - again).toBeLessThan(20 * first);
  for (let tries = 0; tries < 2; tries++) expect(await verifyPin('314159', hash)).toBe(false);
});

test('a PIN that was changed is right no more', async () => {
  expect(await verifyPin('271828', await hashSecret('271828'))).toBe(true);
  expect(await verifyPin('271828', await hashSecret('314159'))).toBe(false);
});

test('many who ask at once share one hash and get one answer', async () => {
  const hash = await hashSecret('271828');
  const answers = await Promise.all(Array.from({ length: 50 }, () => verifyPin('271828', hash)));
  expect(new Set(answers)).toEqual(new Set([true]));
});

test('a hash that cannot be read is no match', async () => {
  expect(await verifyPin('271828', 'not a hash')).toBe(false);
});
