import { describe, expect, test } from 'vitest';
import { checkFiling } from '#schemas/codes/filing.ts';
import { checkFoodOperationLicence, operationBusinessType } from '#schemas/codes/food-operation-licence.ts';
import { checkFoodProductionLicence, productionCategory } from '#schemas/codes/food-production-licence.ts';
import { normalise } from '#schemas/codes/normalise.ts';
import { checkUscc, usccCheckCharacter } from '#schemas/codes/uscc.ts';
import { reference } from '#tests/support/reference.ts';
import vectors from '#tests/vectors/code-vectors.json' with { type: 'json' };

const { knownRegion } = reference.divisions;

describe('a division code inside another code', () => {
  test('is a warning when no table knows it', () => {
    expect(checkFoodProductionLicence('SC10134111199010', knownRegion)).toMatchObject({
      level: 'warn',
      reason: 'region',
      overridable: false,
    });
  });

  test('is a warning of its own when it was abolished', () => {
    expect(checkFoodProductionLicence('SC10544011600445', knownRegion)).toMatchObject({
      level: 'warn',
      reason: 'region_retired',
    });
  });

  test('100000 stands for the national authorities and is known', () => {
    expect(checkUscc('12100000400002259P', knownRegion).level).toBe('pass');
  });

  test('in published vectors is unknown or retired exactly where the notes say so', () => {
    const odd = (
      list: { code: string; why?: string }[],
      check: (code: string) => { warnings: readonly string[] },
    ) =>
      list.filter(({ code }) => check(code).warnings.some((w) => w.startsWith('region'))).map((v) => v.code);
    expect(
      odd(vectors.food_production_license.valid, (c) => checkFoodProductionLicence(c, knownRegion)),
    ).toEqual([
      'SC10633019702613',
      'SC10544011600445',
      'SC12434017430075',
      'SC10734161105864',
      'SC11351090100010',
    ]);
    expect(
      odd(vectors.food_operation_license.valid, (c) => checkFoodOperationLicence(c, knownRegion)),
    ).toEqual(['JY13301860112412']);
    expect(odd(vectors.uscc.valid, (c) => checkUscc(c, knownRegion))).toEqual(['91133100MA0D8N1J7G']);
  });
});

describe('credit code', () => {
  const withBody = (body: string) => body + usccCheckCharacter(body);

  test('an organisation code whose own check digit fails is only a warning', () => {
    const code = withBody('91310115MAX100017');
    expect(checkUscc(code, knownRegion)).toMatchObject({ level: 'warn', warnings: ['inner_check_digit'] });
  });

  test('an entity type that the dictionary lacks is only a warning', () => {
    const code = withBody('94310115MAX100016');
    expect(checkUscc(code, knownRegion)).toMatchObject({ level: 'warn', warnings: ['entity_type'] });
  });

  test('a department without a list of entity types takes any', () => {
    const code = withBody('31310115MAX100016');
    expect(checkUscc(code, knownRegion).level).toBe('pass');
  });

  test('every single wrong character of a published code is found', () => {
    const alphabet = vectors.uscc.alphabet;
    for (const { code } of vectors.uscc.valid.slice(0, 3)) {
      for (let i = 0; i < code.length; i++) {
        for (const other of alphabet.replace(code.charAt(i), '')) {
          const wrong = code.slice(0, i) + other + code.slice(i + 1);
          expect(checkUscc(wrong, knownRegion).level, wrong).toBe('reject');
        }
      }
    }
  });
});

test('an additive licence has three categories, a food licence thirty-one', () => {
  expect(checkFoodProductionLicence('SC20431011500017', knownRegion).reason).toBe('category');
  expect(checkFoodProductionLicence('SC10031011500017', knownRegion).reason).toBe('category');
  expect(checkFoodProductionLicence('SC13131011500017', knownRegion).reason).toBe('check_digit');
  expect(productionCategory('SC20131011599086')).toBe('201');
});

test('a number with another prefix is refused as such', () => {
  expect(checkFoodProductionLicence('JY13101060025900', knownRegion).reason).toBe('prefix');
  expect(checkFoodOperationLicence('SC10437052300320', knownRegion).reason).toBe('prefix');
});

test('the business type says what a licence allows', () => {
  expect(operationBusinessType('JY33101159990014')).toBe('canteen');
  expect(operationBusinessType('JY13101060025900')).toBe('sales');
});

test('a filing number is kept as text', () => {
  expect(checkFiling(' yb1310115000 0001 ')).toMatchObject({ level: 'pass', normalised: 'YB13101150000001' });
  expect(checkFiling('沪食备0001')).toMatchObject({ level: 'warn', reason: 'prefix' });
  expect(checkFiling(`YB${'1'.repeat(38)}`).level).toBe('pass');
  expect(checkFiling(`YB${'1'.repeat(39)}`).reason).toBe('length');
  expect(checkFiling('  ')).toMatchObject({ level: 'reject', reason: 'length', overridable: false });
});

test('normalising folds widths, dashes and case and nothing else', () => {
  expect(normalise('ｓｃ－１０４　37052300320')).toBe('SC10437052300320');
  expect(normalise('91–44—03')).toBe('914403');
  expect(normalise('①ſı')).toBe('①ſı');
});
