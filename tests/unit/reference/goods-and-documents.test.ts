import { describe, expect, test } from 'vitest';
import {
  type DocumentOverride,
  type GoodsClass,
  missingDocuments,
  parseExpression,
  type RequirementQuery,
  requiredDocuments,
} from '#services/reference/index.ts';
import { reference } from '#tests/support/reference.ts';

const { goods, documentTypes, documentOverrides } = reference;

function goodsClass(code: string): GoodsClass {
  const found = goods.find(code);
  if (!found) throw new Error(`no goods class ${code}`);
  return found;
}

function required(code: string, query: Partial<RequirementQuery> = {}, overrides = documentOverrides) {
  return requiredDocuments(
    {
      goods: goodsClass(code),
      supplierKind: 'dealer',
      imported: false,
      jurisdiction: '310115',
      on: '2026-03-02',
      ...query,
    },
    overrides,
  );
}

describe('goods classes', () => {
  test('are 67 in 17 groups, and a group is not a class', () => {
    expect(goods.classes).toHaveLength(67);
    expect(goods.groups).toHaveLength(17);
    expect(goods.find('MEAT')).toBeUndefined();
    const groups = new Set(goods.groups.map((group) => group.code));
    for (const entry of goods.classes) expect(groups.has(entry.group), entry.code).toBe(true);
  });

  test('name only documents, allergens and licence categories that exist', () => {
    const types = new Set(documentTypes.map((type) => type.code));
    const allergens = new Set(reference.allergens.map((allergen) => allergen.code));
    const categories = new Set(reference.licenceCategories.map(({ prefix }) => prefix.slice(1)));
    for (const entry of goods.classes) {
      const documents = [
        ...entry.supplierDocuments,
        ...entry.producerDocuments,
        ...entry.batchDocuments,
        ...entry.conditionalDocuments,
      ].flat();
      for (const code of documents) expect(types.has(code), `${entry.code} ${code}`).toBe(true);
      for (const code of entry.allergens) expect(allergens.has(code), `${entry.code} ${code}`).toBe(true);
      const { scCategory } = entry;
      if (scCategory && scCategory !== '2xx') expect(categories.has(scCategory), entry.code).toBe(true);
    }
  });

  test('need quarantine as the law says', () => {
    const count = (value: GoodsClass['quarantine']) =>
      goods.classes.filter((entry) => entry.quarantine === value).length;
    expect([count('required'), count('conditional'), count('imported'), count('none')]).toEqual([
      8, 3, 1, 55,
    ]);
    for (const entry of goods.classes.filter(({ quarantine }) => quarantine === 'required')) {
      expect(entry.batchDocuments, entry.code).toContainEqual(['AQ_PRODUCT']);
    }
  });

  test('have receiving limits in milli-degrees: a maximum for cold goods, a minimum for hot meals', () => {
    expect(goodsClass('MEAT.PORK_CHILLED')).toMatchObject({
      receiveMinMilliC: undefined,
      receiveMaxMilliC: 7000,
      storeMinMilliC: -1000,
    });
    expect(goodsClass('MEAL.BOXED')).toMatchObject({ receiveMinMilliC: 60_000, receiveMaxMilliC: undefined });
    expect(goodsClass('VEG.LEAF')).toMatchObject({
      receiveMinMilliC: undefined,
      receiveMaxMilliC: undefined,
    });
    for (const entry of goods.classes.filter(({ storage }) => storage === 'frozen')) {
      expect(entry.receiveMaxMilliC, entry.code).toBe(-9000);
    }
  });
});

describe('document expressions', () => {
  test('a semicolon asks for all, a bar for any', () => {
    expect(parseExpression('BIZ_LICENSE;JY_LICENSE|YB_FILING')).toEqual([
      ['BIZ_LICENSE'],
      ['JY_LICENSE', 'YB_FILING'],
    ]);
    expect(parseExpression('')).toEqual([]);
  });

  test('what is missing is told with its alternatives', () => {
    const asked = parseExpression('BIZ_LICENSE;JY_LICENSE|SC_LICENSE|YB_FILING');
    expect(missingDocuments(asked, ['BIZ_LICENSE'])).toEqual([['JY_LICENSE', 'SC_LICENSE', 'YB_FILING']]);
    expect(missingDocuments(asked, ['BIZ_LICENSE', 'YB_FILING', 'COA'])).toEqual([]);
    expect(missingDocuments([], [])).toEqual([]);
  });
});

describe('required documents', () => {
  test('pork lacks something without its quarantine or its quality certificate', () => {
    const { batch } = required('MEAT.PORK_CHILLED', { supplierKind: 'slaughterhouse' });
    expect(missingDocuments(batch, ['MQ_CERT', 'INVOICE'])).toEqual([['AQ_PRODUCT']]);
    expect(missingDocuments(batch, ['AQ_PRODUCT', 'INVOICE'])).toEqual([['MQ_CERT']]);
    expect(missingDocuments(batch, ['AQ_PRODUCT', 'MQ_CERT', 'INVOICE'])).toEqual([]);
  });

  test('imported beef is complete with entry certificate and customs declaration', () => {
    const { batch, producer } = required('MEAT.BEEF_CHILLED', { supplierKind: 'importer', imported: true });
    expect(missingDocuments(batch, ['IMP_CIQ', 'IMP_DECL', 'INVOICE'])).toEqual([]);
    expect(missingDocuments(batch, ['IMP_CIQ', 'INVOICE'])).toEqual([['IMP_DECL']]);
    expect(missingDocuments(batch, ['AQ_PRODUCT', 'INVOICE'])).toEqual([['IMP_CIQ'], ['IMP_DECL']]);
    expect(producer).toEqual([]);
  });

  test('goods that are imported by definition ask for each entry paper once', () => {
    expect(required('MEAT.IMPORTED', { imported: true }).batch).toEqual([
      ['IMP_CIQ'],
      ['IMP_DECL'],
      ['INVOICE'],
    ]);
  });

  test('a grower of vegetables needs no food licence, nor does a dealer in them or in fresh meat', () => {
    for (const supplierKind of ['grower', 'cooperative', 'dealer', 'market'] as const) {
      for (const code of ['VEG.LEAF', 'MEAT.PORK_CHILLED', 'EGG.FRESH', 'AQUA.LIVE']) {
        expect(required(code, { supplierKind }).supplier.flat(), code).not.toContain('JY_LICENSE');
      }
    }
    expect(
      missingDocuments(required('VEG.LEAF', { supplierKind: 'grower' }).supplier, ['ID_GROWER']),
    ).toEqual([]);
  });

  test('a dealer in packaged food needs an operation licence or a filing; a maker its production licence', () => {
    expect(required('OIL.VEG').supplier).toEqual([['BIZ_LICENSE'], ['JY_LICENSE', 'YB_FILING']]);
    expect(required('OIL.VEG', { supplierKind: 'manufacturer' }).supplier).toEqual([
      ['BIZ_LICENSE'],
      ['SC_LICENSE'],
    ]);
  });

  test('cooked meat loose from a shop takes no filing where the table has none', () => {
    expect(required('SOY.TOFU').supplier).toEqual([['BIZ_LICENSE'], ['JY_LICENSE']]);
  });

  test('meals from outside need the operation licence, whoever sends them', () => {
    for (const supplierKind of ['caterer', 'manufacturer'] as const) {
      expect(required('MEAL.BOXED', { supplierKind }).supplier).toEqual([['BIZ_LICENSE'], ['JY_LICENSE']]);
    }
  });
});

describe('overrides by row', () => {
  const row: DocumentOverride = {
    jurisdiction: '310000',
    goods: 'EGG.FRESH',
    scope: 'batch',
    action: 'add',
    documents: [['AQ_PRODUCT']],
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
    basis: 'an example',
    verified: false,
  };

  test('add in their province and in their time only', () => {
    expect(required('EGG.FRESH', {}, [row]).batch).toContainEqual(['AQ_PRODUCT']);
    for (const on of ['2026-01-01', '2026-12-31']) {
      expect(required('EGG.FRESH', { on }, [row]).overrides).toEqual([row]);
    }
    for (const query of [{ jurisdiction: '340111' }, { on: '2025-12-31' }, { on: '2027-01-01' }]) {
      expect(required('EGG.FRESH', query, [row])).toMatchObject({ overrides: [] });
    }
    expect(required('VEG.LEAF', {}, [row]).overrides).toEqual([]);
  });

  test('the nearest jurisdiction has the last word', () => {
    const county: DocumentOverride = {
      ...row,
      jurisdiction: '310115',
      action: 'replace',
      documents: [['INVOICE']],
    };
    expect(required('EGG.FRESH', {}, [county, row]).batch).toEqual([['INVOICE']]);
    expect(required('EGG.FRESH', { jurisdiction: '310117' }, [county, row]).batch).toContainEqual([
      'AQ_PRODUCT',
    ]);
  });

  test('shipped with the product all name known goods and documents', () => {
    const types = new Set(documentTypes.map((type) => type.code));
    for (const { goods: code, documents } of documentOverrides) {
      expect(goods.find(code), code).toBeDefined();
      for (const document of documents.flat()) expect(types.has(document), document).toBe(true);
    }
  });
});
