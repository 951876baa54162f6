import { describe, expect, test } from 'vitest';
import { additivesIn, allergensOf } from '#services/reference/index.ts';
import { reference } from '#tests/support/reference.ts';

const { additives, allergens, divisions, goods, prices, products832 } = reference;

test('every price and every sample product points at a goods class, every product at a live county', () => {
  expect(prices).toHaveLength(58);
  expect(products832).toHaveLength(59);
  for (const { sku, goodsCode } of [...prices, ...products832]) {
    expect(goods.find(goodsCode), `${sku} ${goodsCode}`).toBeDefined();
  }
  for (const { sku, countyCode, county } of products832) {
    expect(divisions.resolve(countyCode), sku).toMatchObject({ status: 'live', name: county });
    expect(reference.counties.match({ code: countyCode }).outcome, sku).toBe('in');
  }
});

test('prices are whole fen, low to high', () => {
  expect(prices[0]).toMatchObject({ lowFenPerKg: 420, typicalFenPerKg: 500, highFenPerKg: 640 });
  for (const price of prices) {
    expect(Number.isSafeInteger(price.typicalFenPerKg)).toBe(true);
    expect(price.lowFenPerKg).toBeLessThanOrEqual(price.typicalFenPerKg);
    expect(price.typicalFenPerKg).toBeLessThanOrEqual(price.highFenPerKg);
  }
});

describe('allergens', () => {
  const codes = (found: { code: string }[]) => found.map(({ code }) => code);

  test('of a dish are those of all its ingredients and labels, each once, in table order', () => {
    const found = allergensOf(goods, allergens, {
      goodsCodes: ['COND.SOYSAUCE', 'EGG.FRESH', 'SOY.TOFU'],
      labelled: ['SESAME', 'EGG'],
    });
    expect(codes(found)).toEqual(['GLUTEN', 'EGG', 'SOY', 'SESAME']);
  });

  test('of plain rice are none', () => {
    expect(allergensOf(goods, allergens, { goodsCodes: ['GRAIN.RICE'] })).toEqual([]);
  });

  test('eight groups are mandatory', () => {
    expect(allergens.filter((allergen) => allergen.mandatory)).toHaveLength(8);
  });

  test('an unknown ingredient is an error, not an empty answer', () => {
    expect(() => allergensOf(goods, allergens, { goodsCodes: ['MEAT'] })).toThrow(RangeError);
  });
});

describe('additives', () => {
  const rulesIn = (text: string) => additivesIn(text, additives).map(({ rule }) => rule);

  test('nitrite is found under either of its names and is forbidden', () => {
    expect(rulesIn('食品级亚硝酸钠 500g')).toEqual(['forbidden']);
    expect(rulesIn('亚硝酸钾')).toEqual(['forbidden']);
  });

  test('alum is found under its common name', () => {
    expect(rulesIn('钾明矾')).toEqual(['restricted']);
  });

  test('ordinary goods name none', () => {
    expect(rulesIn('东北大米')).toEqual([]);
  });
});
