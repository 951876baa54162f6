import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percent } from '#services/purchases/percent.ts';

/** 万 and 亿 yuan in fen. */
const wan = (amount: number) => Math.round(amount * 1_000_000);
const yi = (amount: number) => Math.round(amount * 10_000_000_000);

test('Guangxi, first half of 2022: the published percentage needs the unrounded target', () => {
  expect(percent(wan(8_465.53), yi(2.36))).toBe('35.87');
  expect(percent(wan(8_465.53), wan(23_627))).toBe('35.83');
  expect(Math.round(wan(23_627) / yi(0.01))).toBe(236);
});

test('Guangxi 2022: sums are taken before rounding', () => {
  expect(((yi(1.75) + wan(6_110.92)) / yi(1)).toFixed(2)).toBe('2.36');
});

test('Guangxi 2023 from the rounded inputs; Shanghai 2021', () => {
  expect(percent(yi(3.16), yi(2.23))).toBe('141.70');
  expect(percent(yi(1.39), yi(1.05))).toBe('132.38');
});

test('half-up at two decimals, in whole numbers', () => {
  expect(percent(12_345, 1_000_000)).toBe('1.23');
  expect(percent(12_350, 1_000_000)).toBe('1.24');
  expect(percent(-12_350, 1_000_000)).toBe('-1.24');
  expect(percent(-1, 1_000_000)).toBe('0.00');
  expect(percent(0, 7)).toBe('0.00');
  expect(percent(1, 3)).toBe('33.33');
  expect(percent(2, 3)).toBe('66.67');
  expect(percent(9_007_199_254_740_991, 9_007_199_254_740_991)).toBe('100.00');
});

test('nothing reserved is no percentage, not 100 %', () => {
  expect(percent(5, 0)).toBeNull();
});

test('never off by more than half a hundredth', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000),
      fc.integer({ min: 1, max: 1_000_000_000 }),
      (numerator, denominator) => {
        const shown = Number(percent(numerator, denominator)) / 100;
        expect(Math.abs(shown - numerator / denominator)).toBeLessThan(0.000_050_1 + Number.EPSILON * shown);
      },
    ),
  );
});
