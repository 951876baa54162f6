import { describe, expect, test } from 'vitest';
import { checkFoodOperationLicence } from '#schemas/codes/food-operation-licence.ts';
import { checkFoodProductionLicence } from '#schemas/codes/food-production-licence.ts';
import { checkUscc } from '#schemas/codes/uscc.ts';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import {
  type LicenceVersion,
  sup01IdentifierCodes,
  sup02Expiry,
  sup03Scope,
  sup04Evaluation,
  sup05RelatedParties,
  sup06CopiedDocument,
  sup07QualifiedAsKnown,
  validAsKnown,
} from '#services/rules/index.ts';
import { reference } from '#tests/support/reference.ts';
import { breachesOf, codesOf } from '#tests/support/rules.ts';

const { knownRegion } = reference.divisions;

describe('SUP-01 identifier codes', () => {
  const uscc = (code: string) => ({ kind: 'BIZ_LICENSE', verdict: checkUscc(code, knownRegion) });
  const operation = (code: string) => ({
    kind: 'JY_LICENSE',
    verdict: checkFoodOperationLicence(code, knownRegion),
  });
  const production = (code: string) => ({
    kind: 'SC_LICENSE',
    verdict: checkFoodProductionLicence(code, knownRegion),
  });
  const ask = (
    paper: { kind: string; verdict: CodeVerdict; overrideId?: string },
    madeCategories: string[] = [],
  ) =>
    breachesOf(sup01IdentifierCodes, { supplierId: 's1', papers: [{ id: 'p1', ...paper }], madeCategories });

  test('good numbers raise nothing', () => {
    expect(ask(uscc('91310115MAX100016M'))).toEqual([]);
    expect(ask(operation('JY13101060025900'))).toEqual([]);
    expect(ask(production('SC10437052300320'), ['04'])).toEqual([]);
  });

  test('a failed check digit is a finding until a second person accepts it', () => {
    const pilot = uscc('91350211M00013FA1N');
    expect(ask(pilot)).toEqual([
      {
        breach: 'code-invalid',
        evidence: ['s1', 'p1'],
        data: { kind: 'BIZ_LICENSE', reason: 'check_digit' },
      },
    ]);
    expect(codesOf(ask({ ...pilot, overrideId: 'o1' }))).not.toContain('code-invalid');
  });

  test('broken structure cannot be accepted by anybody', () => {
    expect(codesOf(ask({ ...uscc('440300708461136'), overrideId: 'o1' }))).toEqual(['code-invalid']);
  });

  test('an unknown division is doubtful, an abolished one is not', () => {
    expect(ask(production('SC10134111199010'))[0]?.data).toMatchObject({ reason: 'region' });
    expect(ask(production('SC10544011600445'))).toEqual([]);
  });

  test('a canteen licence does not make a supplier', () => {
    expect(codesOf(ask(operation('JY33101159990014')))).toEqual(['canteen-licence']);
  });

  test('a licence of another category than the goods is pointed out', () => {
    expect(ask(production('SC10633019702613'), ['07']).at(-1)).toMatchObject({
      breach: 'category-differs',
      data: { prefix: '106' },
    });
    expect(ask(production('SC20131011599086'), ['2xx'])).toEqual([]);
    expect(codesOf(ask(production('SC20131011599086'), ['01']))).toEqual(['category-differs']);
  });
});

describe('SUP-02 expiry', () => {
  const ask = (validTo: string) =>
    breachesOf(sup02Expiry, {
      supplierId: 's1',
      on: '2026-03-02',
      papers: [{ id: 'p1', kind: 'JY_LICENSE', validTo }],
    });

  test('alerts at 60, 30 and 7 days, today included', () => {
    expect(ask('2026-05-01')).toEqual([]);
    expect(ask('2026-04-30')[0]).toMatchObject({ breach: 'expiring', data: { daysLeft: 60, alert: 60 } });
    expect(ask('2026-03-31')[0]?.data).toMatchObject({ daysLeft: 30, alert: 30 });
    expect(ask('2026-03-08')[0]?.data).toMatchObject({ daysLeft: 7, alert: 7 });
  });

  test('on its last day a paper still holds, the day after it has lapsed', () => {
    expect(ask('2026-03-02')[0]).toMatchObject({ data: { daysLeft: 1 }, advisory: true });
    expect(ask('2026-03-01')).toEqual([
      { breach: 'expired', evidence: ['s1', 'p1'], data: { kind: 'JY_LICENSE', validTo: '2026-03-01' } },
    ]);
  });
});

describe('SUP-03 scope', () => {
  const licence = (kind: string, goodsScope?: string[]) =>
    ({ id: kind, kind, status: 'active', goodsScope }) as const;
  const ask = (licences: ReturnType<typeof licence>[]) =>
    breachesOf(sup03Scope, { supplierId: 's1', goodsCodes: ['OIL.VEG', 'MEAT.PRODUCT'], licences });

  test('what is offered outside every scope is named', () => {
    expect(ask([licence('JY_LICENSE', ['OIL'])])).toEqual([
      { breach: 'out-of-scope', evidence: ['s1', 'JY_LICENSE'], data: { goodsCode: 'MEAT.PRODUCT' } },
    ]);
    expect(ask([licence('JY_LICENSE', ['OIL']), licence('SC_LICENSE', ['MEAT.PRODUCT'])])).toEqual([]);
  });

  test('an unrecorded scope, or no licence at all, says nothing', () => {
    expect(ask([licence('JY_LICENSE')])).toEqual([]);
    expect(ask([licence('BIZ_LICENSE', ['GRAIN'])])).toEqual([]);
  });
});

describe('SUP-04 evaluation', () => {
  const ask = (
    on: string,
    evaluations: { id: string; on: string; score: number }[],
    incidents: string[] = [],
  ) =>
    breachesOf(sup04Evaluation, {
      supplierId: 's1',
      on,
      engagedOn: '2025-03-01',
      evaluations,
      verifiedIncidentIds: incidents,
    });

  test('is due a year after the last one, or after the supplier was engaged', () => {
    expect(ask('2026-03-01', [])).toEqual([]);
    expect(ask('2026-03-02', [])[0]).toMatchObject({
      breach: 'not-evaluated',
      data: { dueOn: '2026-03-01' },
    });
    expect(ask('2026-03-02', [{ id: 'e1', on: '2025-10-01', score: 90 }])).toEqual([]);
  });

  test('only the latest score counts for the exit rule', () => {
    const bad = { id: 'e1', on: '2025-10-01', score: 59 };
    const good = { id: 'e2', on: '2025-12-01', score: 60 };
    expect(ask('2026-03-02', [bad])[0]).toMatchObject({ breach: 'exit-line', evidence: ['s1', 'e1'] });
    expect(ask('2026-03-02', [good, bad])).toEqual([]);
  });

  test('a verified incident is enough', () => {
    const found = ask('2026-03-02', [{ id: 'e1', on: '2025-12-01', score: 100 }], ['i1']);
    expect(found).toEqual([{ breach: 'exit-line', evidence: ['s1', 'i1'], data: { incidents: 1 } }]);
  });
});

describe('SUP-05 related parties', () => {
  type Attribute = 'phone' | 'address' | 'legal-person';
  const supplier = (supplierId: string, ...attributes: [Attribute, string][]) => ({
    supplierId,
    attributes: attributes.map(([attribute, digest]) => ({ attribute, digest })),
  });

  test('pairs that share a value of the same kind', () => {
    const suppliers = [
      supplier('a', ['phone', 'x'], ['address', 'y']),
      supplier('b', ['phone', 'x'], ['address', 'y']),
      supplier('c', ['address', 'y'], ['legal-person', 'z']),
      supplier('d', ['address', 'x'], ['phone', 'y']),
    ];
    expect(breachesOf(sup05RelatedParties, { suppliers })).toEqual([
      { breach: 'related', evidence: ['a', 'b'], data: { shared: 'phone,address' } },
      { breach: 'related', evidence: ['a', 'c'], data: { shared: 'address' } },
      { breach: 'related', evidence: ['b', 'c'], data: { shared: 'address' } },
    ]);
  });
});

describe('SUP-06 copied document', () => {
  const file = (id: string, supplierId: string, fileHash = 'f1') => ({ id, supplierId, fileHash });
  const ask = (kind: string, others: ReturnType<typeof file>[]) =>
    breachesOf(sup06CopiedDocument, { document: { ...file('d1', 's1'), kind }, others });

  test('the same licence file from another supplier', () => {
    expect(ask('JY_LICENSE', [file('d2', 's2'), file('d3', 's1')])).toEqual([
      { breach: 'already-used', evidence: ['d1', 'd2'], data: { kind: 'JY_LICENSE', fileHash: 'f1' } },
    ]);
  });

  test('its own file again, another file, or the maker’s report that all dealers show', () => {
    expect(ask('JY_LICENSE', [file('d3', 's1'), file('d4', 's2', 'f2')])).toEqual([]);
    expect(ask('COA', [file('d2', 's2')])).toEqual([]);
    expect(ask('SC_LICENSE', [file('d2', 's2')])).toEqual([]);
  });
});

describe('SUP-07 qualification as known', () => {
  const first: LicenceVersion = {
    id: 'l1',
    kind: 'JY_LICENSE',
    validTo: '2026-12-31',
    status: 'active',
    recordId: 'r1',
    recordedAt: '2026-01-01T00:00:00.000Z',
  };
  /** Revoked on paper since the first day, recorded on 5 March. */
  const revoked: LicenceVersion = {
    ...first,
    status: 'revoked',
    recordId: 'r2',
    recordedAt: '2026-03-05T00:00:00.000Z',
    replacesRecordId: 'r1',
  };
  const ask = (versions: LicenceVersion[], knownAt = '2026-03-02T02:00:00.000Z') =>
    breachesOf(sup07QualifiedAsKnown, { supplierId: 's1', deliveredOn: '2026-03-02', knownAt, versions });

  test('valid and known to be', () => {
    expect(ask([first])).toEqual([]);
  });

  test('recorded only after the delivery: not known on the day', () => {
    expect(codesOf(ask([{ ...first, recordedAt: '2026-03-03T00:00:00.000Z' }]))).toEqual([
      'not-valid-as-known',
    ]);
  });

  test('found invalid later is told apart from known invalid', () => {
    expect(ask([first, revoked])[0]).toMatchObject({
      breach: 'found-invalid-later',
      data: { foundAt: '2026-03-05T00:00:00.000Z' },
    });
    expect(codesOf(ask([first, revoked], '2026-03-06T00:00:00.000Z'))).toEqual(['not-valid-as-known']);
  });

  test('the answer for a day depends on when one asks', () => {
    const versions = [first, revoked];
    expect(validAsKnown(versions, '2026-03-02', '2026-03-04T00:00:00.000Z')).toEqual([first]);
    expect(validAsKnown(versions, '2026-03-02', '2026-03-05T00:00:00.000Z')).toEqual([]);
    expect(validAsKnown(versions, '2027-01-01', '2026-03-04T00:00:00.000Z')).toEqual([]);
  });
});
