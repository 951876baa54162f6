import { describe, expect, test } from 'vitest';
import { checkFoodOperationLicence } from '#schemas/codes/food-operation-licence.ts';
import { checkFoodProductionLicence } from '#schemas/codes/food-production-licence.ts';
import { checkGln, checkGtin, checkSscc } from '#schemas/codes/gtin.ts';
import { checkResidentId } from '#schemas/codes/resident-id.ts';
import { checkUscc } from '#schemas/codes/uscc.ts';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import { reference } from '#tests/support/reference.ts';
import vectors from '#tests/vectors/code-vectors.json' with { type: 'json' };

const { knownRegion } = reference.divisions;
const uscc = (text: string) => checkUscc(text, knownRegion);
const production = (text: string) => checkFoodProductionLicence(text, knownRegion);
const operation = (text: string) => checkFoodOperationLicence(text, knownRegion);

type Check = (text: string) => CodeVerdict;
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);

const valid: [string, Check, string[]][] = [
  ['uscc', uscc, codes([...vectors.uscc.valid, ...vectors.uscc.synthetic])],
  [
    'food production licence',
    production,
    codes([...vectors.food_production_license.valid, ...vectors.food_production_license.synthetic]),
  ],
  [
    'food operation licence',
    operation,
    codes([...vectors.food_operation_license.valid, ...vectors.food_operation_license.synthetic]),
  ],
  ['gtin', checkGtin, codes([...vectors.gtin.valid, ...vectors.gtin.synthetic])],
  ['sscc', checkSscc, codes(vectors.gtin.sscc)],
  ['gln', checkGln, codes(vectors.gtin.gln)],
  ['resident id', checkResidentId, codes(vectors.resident_id.valid)],
];

describe.each(valid)('%s', (_name, check, list) => {
  test.each(list)('%s is accepted', (code) => {
    expect(['pass', 'warn']).toContain(check(code).level);
  });
});

const invalid: [string, Check, { code: string; reason: string }[]][] = [
  ['uscc', uscc, vectors.uscc.invalid],
  ['food production licence', production, vectors.food_production_license.invalid],
  ['food operation licence', operation, vectors.food_operation_license.invalid],
  ['gtin', checkGtin, vectors.gtin.invalid],
  ['resident id', checkResidentId, vectors.resident_id.invalid.filter((v) => v.reason !== 'normalize')],
];

describe.each(invalid)('%s', (_name, check, list) => {
  test.each(list)('$code is rejected: $reason', ({ code, reason }) => {
    expect(check(code)).toMatchObject({
      level: 'reject',
      reason,
      overridable: reason === 'check_digit',
    });
  });
});

describe('normalisation', () => {
  test.each(vectors.uscc.normalize)('$input becomes $normalized', ({ input, normalized }) => {
    expect(uscc(input)).toMatchObject({ level: 'pass', normalised: normalized });
  });

  test.each(vectors.resident_id.invalid.filter((v) => v.reason === 'normalize'))(
    'resident id $code is valid once raised to upper case',
    ({ code }) => {
      expect(checkResidentId(code)).toMatchObject({ level: 'pass', normalised: code.toUpperCase() });
    },
  );

  test.each(vectors.gtin.valid)('gtin $code is stored as $gtin14', ({ code, gtin14 }) => {
    expect(checkGtin(code).normalised).toBe(gtin14);
  });
});

test('gtin cannot tell the published pair of swapped neighbours apart', () => {
  for (const { a, b } of vectors.gtin.undetectable) {
    expect([checkGtin(a).level, checkGtin(b).level]).toEqual(['pass', 'pass']);
  }
});

test('no vector of the file is left out', () => {
  const used = [...valid, ...invalid].reduce((total, [, , list]) => total + list.length, 0);
  const normalising = vectors.uscc.normalize.length + 1; // and the resident id in lower case
  expect(used + normalising + vectors.gtin.undetectable.length).toBe(138);
});
