import { expect, test } from 'vitest';
import { yearRules } from '#services/purchases/year-rules.ts';
import { rules } from '#tests/support/rules.ts';

const of = (jurisdiction: string, year: number) => yearRules(rules, jurisdiction, year);

test('the nearest jurisdiction decides each parameter of a year', () => {
  expect(of('310115', 2025).floorBasisPoints).toBe(1000);
  expect(of('440106', 2023).floorBasisPoints).toBe(3000);
  expect(of('440304', 2023)).toMatchObject({ floorBasisPoints: 2000, filingDueOn: '2023-03-21' });
});

test('a year is a year: what was stated for 2023 says nothing of 2024', () => {
  expect(of('110108', 2024).floorBasisPoints).toBe(1000);
});

test('what stands in for an unread text says so', () => {
  const verified = (jurisdiction: string, year: number) =>
    Object.fromEntries(of(jurisdiction, year).rules.map((rule) => [rule.id, rule.verified]));
  expect(verified('450100', 2022)).toMatchObject({ 'P832-01': true, 'P832-03': true });
  expect(verified('310115', 2022)).toMatchObject({ 'P832-03': false, 'P832-07': false });
  expect(verified('310115', 2026)).toMatchObject({ 'P832-01': false });
});

test('the years before the programme have no rules', () => {
  expect(() => of('310115', 2020)).toThrow(RangeError);
});
