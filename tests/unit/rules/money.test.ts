import { expect, test } from 'vitest';
import { belowShare, exceedsShare, shareBasisPoints } from '#services/rules/money.ts';

test('a share is met exactly or not at all', () => {
  expect(belowShare(1000, 10_000, 1000)).toBe(false);
  expect(belowShare(999, 10_000, 1000)).toBe(true);
  expect(exceedsShare(1000, 10_000, 1000)).toBe(false);
  expect(exceedsShare(1001, 10_000, 1000)).toBe(true);
});

test('products beyond the safe integers are compared exactly', () => {
  const whole = 90_000_000_009_997;
  const part = 29_997_000_003_332;
  expect(part * 10_000 < whole * 3333).toBe(false);
  expect(belowShare(part, whole, 3333)).toBe(true);
});

test('a share is rounded down, and there is none of nothing', () => {
  expect(shareBasisPoints(2, 3)).toBe(6666);
  expect(shareBasisPoints(0, 0)).toBeUndefined();
});
