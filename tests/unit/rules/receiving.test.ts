import { describe, expect, test } from 'vitest';
import { type RequiredDocuments, requiredDocuments } from '#services/reference/index.ts';
import {
  rcv01RequiredDocuments,
  rcv02DocumentDates,
  rcv03CertificateBalance,
  rcv04ShelfLife,
  rcv05Inspectors,
  rcv06ReceivingTemperature,
  rcv07BannedGoods,
  rcv08LicenceOnDelivery,
} from '#services/rules/index.ts';
import { reference } from '#tests/support/reference.ts';
import { breachesOf, codesOf } from '#tests/support/rules.ts';

function requiredFor(code: string, imported = false): RequiredDocuments {
  const goods = reference.goods.find(code);
  if (!goods) throw new Error(`no goods class ${code}`);
  const query = {
    goods,
    supplierKind: 'dealer',
    imported,
    jurisdiction: '340111',
    on: '2026-03-02',
  } as const;
  return requiredDocuments(query, []);
}

describe('RCV-01 required documents', () => {
  const supplier = ['BIZ_LICENSE'];
  const producer = ['SLAUGHTER_PERMIT'];
  const ask = (batch: string[], code = 'MEAT.PORK_CHILLED', imported = false) =>
    breachesOf(rcv01RequiredDocuments, {
      batchId: 'b1',
      required: requiredFor(code, imported),
      held: { supplier, producer, batch },
    });

  test('pork without its quarantine or its quality certificate is refused', () => {
    expect(ask(['AQ_PRODUCT', 'MQ_CERT', 'INVOICE'])).toEqual([]);
    expect(ask(['MQ_CERT', 'INVOICE'])).toEqual([
      { breach: 'incomplete', evidence: ['b1'], data: { scope: 'batch', missing: 'AQ_PRODUCT' } },
    ]);
    expect(ask(['INVOICE'])[0]?.data).toEqual({ scope: 'batch', missing: 'AQ_PRODUCT;MQ_CERT' });
  });

  test('imported beef with entry certificate and declaration is accepted without the domestic certificate', () => {
    expect(ask(['IMP_CIQ', 'IMP_DECL', 'INVOICE'], 'MEAT.BEEF_CHILLED', true)).toEqual([]);
    expect(ask(['AQ_PRODUCT', 'INVOICE'], 'MEAT.BEEF_CHILLED', true)).toHaveLength(1);
  });

  test('each scope is reported apart, with the alternatives', () => {
    const found = breachesOf(rcv01RequiredDocuments, {
      batchId: 'b1',
      required: requiredFor('OIL.VEG'),
      held: { supplier: ['BIZ_LICENSE'], producer: [], batch: ['COA', 'INVOICE'] },
    });
    expect(found.map(({ data }) => data)).toEqual([
      { scope: 'supplier', missing: 'JY_LICENSE|YB_FILING' },
      { scope: 'producer', missing: 'SC_LICENSE' },
    ]);
  });

  test('the maker’s licence does not stand in for the dealer’s', () => {
    const found = breachesOf(rcv01RequiredDocuments, {
      batchId: 'b1',
      required: requiredFor('OIL.VEG'),
      held: { supplier: ['BIZ_LICENSE'], producer: ['SC_LICENSE', 'JY_LICENSE'], batch: ['COA', 'INVOICE'] },
    });
    expect(found).toHaveLength(1);
  });
});

describe('RCV-02 document dates', () => {
  const certificate = { id: 'd1', kind: 'AQ_PRODUCT', issuedOn: '2026-03-01', validTo: '2026-03-03' };
  const ask = (document: object, batch: object = {}) =>
    breachesOf(rcv02DocumentDates, {
      batchId: 'b1',
      arrivedOn: '2026-03-02',
      documents: [{ ...certificate, ...document }],
      ...batch,
    });

  test('a certificate of the day before, still valid, fits', () => {
    expect(ask({})).toEqual([]);
    expect(ask({ validTo: '2026-03-02', issuedOn: '2026-03-02' })).toEqual([]);
  });

  test('one issued after arrival or lapsed before it does not', () => {
    expect(codesOf(ask({ issuedOn: '2026-03-03' }))).toEqual(['future-dated']);
    expect(codesOf(ask({ validTo: '2026-03-01' }))).toEqual(['expired']);
  });

  test('an invoice may follow the goods', () => {
    expect(ask({ kind: 'INVOICE', issuedOn: '2026-03-10', validTo: undefined })).toEqual([]);
  });

  test('a test report of another lot does not fit; one without a lot number says nothing', () => {
    expect(codesOf(ask({ kind: 'COA', lotNo: 'A1' }, { lotNo: 'B2' }))).toEqual(['lot-mismatch']);
    expect(ask({ kind: 'COA', lotNo: 'B2' }, { lotNo: 'B2' })).toEqual([]);
    expect(ask({ kind: 'COA' }, { lotNo: 'B2' })).toEqual([]);
  });
});

describe('RCV-03 certificate balance', () => {
  const use = (batchId: string, quantityGrams: number, schoolId = 'school-1', supplierId = 'supplier-1') => ({
    batchId,
    quantityGrams,
    schoolId,
    supplierId,
  });
  const ask = (uses: ReturnType<typeof use>[], certifiedGrams?: number) =>
    breachesOf(rcv03CertificateBalance, { certificateId: 'c1', kind: 'AQ_PRODUCT', certifiedGrams, uses });

  test('a certificate split over schools up to its quantity is in balance', () => {
    expect(ask([use('b1', 60_000), use('b2', 40_000, 'school-2')], 100_000)).toEqual([]);
  });

  test('one gram more is not', () => {
    expect(ask([use('b1', 60_000), use('b2', 40_001, 'school-2')], 100_000)).toEqual([
      {
        breach: 'over-certified',
        evidence: ['c1', 'b1', 'b2'],
        data: { kind: 'AQ_PRODUCT', certifiedGrams: 100_000, linkedGrams: 100_001 },
      },
    ]);
  });

  test('the same number from two suppliers is flagged whatever the balance', () => {
    const uses = [use('b1', 1), use('b2', 1, 'school-1', 'supplier-2')];
    expect(codesOf(ask(uses, 100))).toEqual(['several-suppliers']);
  });

  test('without a quantity nothing can be balanced, so several schools are a question', () => {
    expect(codesOf(ask([use('b1', 1), use('b2', 1, 'school-2')]))).toEqual(['several-schools']);
    expect(ask([use('b1', 1), use('b2', 1)])).toEqual([]);
  });
});

describe('RCV-04 shelf life', () => {
  const ask = (facts: object) =>
    breachesOf(rcv04ShelfLife, { batchId: 'b1', arrivedOn: '2026-03-02', ...facts });

  test('made before and expiring after arrival is fine', () => {
    expect(ask({ producedOn: '2026-03-02', expiresOn: '2026-03-03' })).toEqual([]);
    expect(ask({})).toEqual([]);
  });

  test('made in the future, or expired on the day, is not', () => {
    expect(codesOf(ask({ producedOn: '2026-03-03' }))).toEqual(['future-dated']);
    expect(codesOf(ask({ expiresOn: '2026-03-02' }))).toEqual(['expired']);
  });

  test('a contract may ask for more days', () => {
    const facts = { expiresOn: '2026-03-31', contractRemainingDays: 30 };
    expect(ask(facts)[0]).toMatchObject({
      breach: 'short-life',
      data: { remainingDays: 29, minimumDays: 30 },
    });
    expect(ask({ ...facts, contractRemainingDays: 29 })).toEqual([]);
  });
});

describe('RCV-05 inspectors', () => {
  const ask = (inspectorIds: string[]) =>
    breachesOf(rcv05Inspectors, {
      deliveryId: 'd1',
      inspectorIds,
      supplierPersonIds: ['driver'],
      buyerIds: ['buyer'],
    });

  test('two different people of the school are enough', () => {
    expect(ask(['a', 'b'])).toEqual([]);
  });

  test('one person, or one person twice, is not', () => {
    expect(codesOf(ask(['a']))).toEqual(['not-enough-people']);
    expect(ask(['a', 'a'])[0]?.data).toEqual({ inspectors: 1, minimumInspectors: 2 });
  });

  test('neither the driver nor the buyer may be one of them, even beside two others', () => {
    expect(codesOf(ask(['a', 'b', 'driver']))).toEqual(['supplier-inspects']);
    expect(codesOf(ask(['a', 'buyer']))).toEqual(['buyer-inspects']);
  });
});

describe('RCV-06 receiving temperature', () => {
  const ask = (code: string, temperatureMilliC?: number, labelMaxMilliC?: number) => {
    const goods = reference.goods.find(code);
    if (!goods) throw new Error(code);
    return breachesOf(rcv06ReceivingTemperature, { batchId: 'b1', goods, temperatureMilliC, labelMaxMilliC });
  };

  test('chilled pork up to 7 °C', () => {
    expect(ask('MEAT.PORK_CHILLED', 7000)).toEqual([]);
    expect(ask('MEAT.PORK_CHILLED', 7001)).toEqual([
      { breach: 'above-limit', evidence: ['b1'], data: { temperatureMilliC: 7001, maxMilliC: 7000 } },
    ]);
  });

  test('frozen goods up to −9 °C', () => {
    expect(ask('AQUA.FROZEN_SHRIMP', -9000)).toEqual([]);
    expect(codesOf(ask('AQUA.FROZEN_SHRIMP', -8900))).toEqual(['above-limit']);
  });

  test('hot meals from 60 °C', () => {
    expect(ask('MEAL.BOXED', 60_000)).toEqual([]);
    expect(codesOf(ask('MEAL.BOXED', 59_999))).toEqual(['below-limit']);
  });

  test('the label of a chilled product overrides the class', () => {
    expect(ask('DAIRY.PASTEURISED', 5500, 2000)[0]?.data).toMatchObject({ maxMilliC: 5000 });
    expect(ask('DAIRY.PASTEURISED', 5500)).toEqual([]);
  });

  test('fresh vegetables have no limit; pork must be measured', () => {
    expect(ask('VEG.LEAF')).toEqual([]);
    expect(codesOf(ask('MEAT.PORK_CHILLED'))).toEqual(['not-measured']);
  });
});

describe('RCV-07 banned goods', () => {
  const ask = (goodsCode: string, productName: string, schoolKind: 'primary' | 'university' = 'primary') =>
    breachesOf(rcv07BannedGoods, { id: 'b1', goodsCode, productName }, { schoolKind });

  test('green beans are banned for a school and not for a university', () => {
    expect(ask('VEG.BEAN', '本地四季豆')[0]).toMatchObject({
      breach: 'banned-goods',
      data: { item: '四季豆' },
    });
    expect(ask('VEG.BEAN', '本地四季豆', 'university')).toEqual([]);
    expect(ask('VEG.BEAN', '豇豆')).toEqual([]);
    expect(ask('VEG.BEAN', '四 季\u3000豆')).toHaveLength(1);
  });

  test('green beans under another class are a question, and none where they are harmless', () => {
    expect(ask('VEG.LEAF', '四季豆')).toMatchObject([{ breach: 'banned-name', data: { item: '四季豆' } }]);
    expect(codesOf(ask('GRAIN.COARSE', '四季豆'))).toEqual(['banned-name']);
    expect(ask('VEG.PICKLED', '酸四季豆')).toEqual([]);
    expect(ask('VEG.LEAF', '四季豆', 'university')).toEqual([]);
    // Banned by one entry of the list is banned, whatever another asks.
    expect(codesOf(ask('GRAIN.COARSE', '鲜黄花菜'))).toEqual(['banned-goods']);
  });

  test('fresh day lily is banned, dried is not', () => {
    expect(codesOf(ask('VEG.LEAF', '黄花菜'))).toEqual(['banned-goods']);
    expect(ask('VEG.DRIED', '黄花菜')).toEqual([]);
    expect(ask('VEG.DRIED', '鲜黄花菜')).toHaveLength(1);
  });

  test('nitrite is banned everywhere', () => {
    expect(ask('OTHER.ADDITIVE', '食品级亚硝酸钠')).toHaveLength(1);
    expect(ask('OTHER.ADDITIVE', '食品级亚硝酸钠', 'university')).toHaveLength(1);
  });

  test('a cold dish is banned for what it is', () => {
    const dish = { id: 'dish-1', goodsCode: 'MEAL.BOXED', productName: '拌黄瓜', traits: ['cold'] } as const;
    expect(breachesOf(rcv07BannedGoods, dish)[0]?.data).toMatchObject({ item: 'cold' });
    expect(breachesOf(rcv07BannedGoods, dish, { schoolKind: 'university' })).toEqual([]);
  });
});

describe('RCV-08 licence on the day of delivery', () => {
  const licence = { id: 'l1', kind: 'JY_LICENSE', validTo: '2026-03-02', status: 'active' } as const;
  const ask = (licences: object[], required = [['JY_LICENSE', 'YB_FILING']]) =>
    breachesOf(rcv08LicenceOnDelivery, {
      batchId: 'b1',
      supplierId: 's1',
      goodsCode: 'OIL.VEG',
      deliveredOn: '2026-03-02',
      required,
      licences: licences.map((change) => ({ ...licence, ...change })),
    });

  test('valid on its first day and on its last', () => {
    expect(ask([{}])).toEqual([]);
    expect(ask([{ validFrom: '2026-03-02' }])).toEqual([]);
  });

  test('lapsed the day before', () => {
    expect(codesOf(ask([{ validTo: '2026-03-01' }]))).toEqual(['expired']);
  });

  test('not yet valid, revoked, or not held at all', () => {
    expect(codesOf(ask([{ validFrom: '2026-03-03' }]))).toEqual(['unlicensed']);
    expect(codesOf(ask([{ status: 'revoked' }]))).toEqual(['unlicensed']);
    expect(codesOf(ask([]))).toEqual(['unlicensed']);
    expect(ask([{ status: 'abnormal' }])).toEqual([]);
  });

  test('one valid paper of a group is enough', () => {
    expect(ask([{ validTo: '2020-01-01' }, { id: 'l2', kind: 'YB_FILING', validTo: undefined }])).toEqual([]);
  });

  test('a scope that was recorded must cover the goods, by class or by group', () => {
    expect(ask([{ goodsScope: ['OIL'] }])).toEqual([]);
    expect(ask([{ goodsScope: ['OIL.VEG'] }])).toEqual([]);
    expect(codesOf(ask([{ goodsScope: ['GRAIN', 'OIL.ANIMAL'] }]))).toEqual(['out-of-scope']);
  });

  test('goods that need no licence ask for none', () => {
    expect(ask([], [])).toEqual([]);
  });
});
