import { expect, test } from 'vitest';
import { happenedAt } from '#services/lots/index.ts';

const clock = { now: () => '2026-03-02T00:00:00.000Z' };
const ask = (given?: string) => happenedAt({ clock }, given, '/servedAt');

test('what is not said happened now', () => {
  expect(ask()).toBe('2026-03-02T00:00:00.000Z');
});

test('a clock may run ahead by five minutes, and not by a moment more', () => {
  expect(ask('2026-03-02T00:05:00.000Z')).toBe('2026-03-02T00:05:00.000Z');
  expect(() => ask('2026-03-02T00:05:00.001Z')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});
