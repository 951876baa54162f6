import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { breaches } from '#schemas/finding.ts';
import { checks, loadRules, refusals, smp02SampleWeight, sup02Expiry } from '#services/rules/index.ts';
import { rules } from '#tests/support/rules.ts';

const packDirectory = fileURLToPath(new URL('../../../seed/rules', import.meta.url));
const checkDirectory = fileURLToPath(new URL('../../../services/rules/checks', import.meta.url));
const checkFiles = readdirSync(checkDirectory).filter((file) => file !== 'index.ts');

const families = {
  GOV: 5,
  SMP: 7,
  RCV: 11,
  SUP: 7,
  '6T': 5,
  P832: 8,
  BID: 7,
  CTR: 4,
  PRC: 3,
  CON: 1,
  QTY: 1,
};
const ids = Object.entries({ ...families, FIN: 7, INC: 7, SH: 3 }).flatMap(([family, count]) =>
  Array.from({ length: count }, (_, i) => `${family}-${String(i + 1).padStart(2, '0')}`),
);

describe('the register', () => {
  test('holds all 76 ids', () => {
    expect(ids).toHaveLength(76);
    expect(new Set(rules.all.map((rule) => rule.id))).toEqual(new Set(ids));
  });

  test('says implemented of exactly the rules that have a check file', () => {
    const inFiles = checkFiles.map((file) => file.replace(/^([a-z0-9]+-\d\d)-.*$/, '$1').toUpperCase());
    const claimed = rules.all.filter((rule) => rule.implemented).map((rule) => rule.id);
    expect([...new Set(claimed)].toSorted()).toEqual(inFiles.toSorted());
    expect(checks.map(({ ruleId }) => ruleId).toSorted()).toEqual(inFiles.toSorted());
    for (const rule of rules.all) expect(rule.implemented, rule.id).toBe(claimed.includes(rule.id));
  });

  test('guards where the law is absolute, and nowhere else', () => {
    const guards = new Set(rules.all.filter((rule) => rule.severity === 'guard').map((rule) => rule.id));
    expect([...guards].toSorted()).toEqual([
      'RCV-01',
      'RCV-05',
      'RCV-08',
      'RCV-10',
      'RCV-11',
      'SMP-03',
      'SUP-02',
    ]);
  });

  test('says of every unverified rule what was not checked', () => {
    for (const rule of rules.all.filter(({ verified }) => !verified))
      expect(rule.note, rule.id).toBeDefined();
  });

  test('never leaves two versions for the same place, kind and day', () => {
    for (const [index, a] of rules.all.entries()) {
      for (const b of rules.all.slice(index + 1)) {
        const sameScope = a.id === b.id && a.jurisdiction === b.jurisdiction;
        const sameKind = a.schoolKinds.some((kind) => b.schoolKinds.includes(kind));
        const sameTime = a.validFrom <= (b.validTo ?? '9999') && b.validFrom <= (a.validTo ?? '9999');
        expect(sameScope && sameKind && sameTime, `${a.id} ${a.jurisdiction} ${a.validFrom}`).toBe(false);
      }
    }
  });

  test('has the hash of the sha256sum listing of its packs', () => {
    const files = readdirSync(packDirectory).filter((file) => file.endsWith('.json'));
    const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
    const listing = files
      .toSorted()
      .map((file) => `${sha256(readFileSync(join(packDirectory, file)))}  ${file}\n`);
    expect(rules.hash).toBe(sha256(listing.join('')));
    expect(rules.packs.map(({ id }) => id)).toEqual(['reserve-years', 'national', 'shanghai']);
  });
});

describe('the version in force', () => {
  const primary = { jurisdiction: '340111', schoolKind: 'primary', on: '2026-03-02' } as const;

  test('is the nearest jurisdiction’s', () => {
    expect(rules.inForce('RCV-09', primary)?.jurisdiction).toBe('100000');
    expect(rules.inForce('RCV-09', { ...primary, jurisdiction: '310115' })?.jurisdiction).toBe('310000');
    expect(rules.inForce('SH-01', primary)).toBeUndefined();
  });

  test('is that of the record’s day', () => {
    const floor = (on: string) =>
      rules.inForce('P832-01', { jurisdiction: '440305', on })?.parameters.floorBasisPoints;
    expect(floor('2023-06-01')).toBe(2000);
    expect(floor('2023-01-01')).toBe(2000);
    expect(floor('2023-12-31')).toBe(2000);
    expect(floor('2024-01-01')).toBe(1000);
    expect(floor('2025-06-01')).toBe(3000);
    expect(rules.inForce('P832-01', { jurisdiction: '440305', on: '2020-12-31' })).toBeUndefined();
  });

  test('is that of the school kind', () => {
    const dishes = (schoolKind: 'primary' | 'university') =>
      rules.inForce('SMP-01', { ...primary, schoolKind })?.parameters.dishes;
    expect(dishes('primary')).toBe('every');
    expect(dishes('university')).toContain('cold');
    expect(rules.inForce('GOV-03', { ...primary, schoolKind: 'university' })).toBeUndefined();
  });
});

describe('evaluating', () => {
  const scope = { jurisdiction: '310115', schoolKind: 'primary', on: '2026-03-02' } as const;

  test('gives findings with rule, citation, severity and the hash of the packs', () => {
    const facts = { sampleId: 's1', quantityGrams: 100 };
    expect(rules.evaluate(smp02SampleWeight, scope, facts)).toEqual([
      {
        ruleId: 'SMP-02',
        breach: 'below-limit',
        severity: 'finding',
        citation: '学校食品安全与营养健康管理规定(2019年第45号令)第40条',
        evidence: ['s1'],
        data: { quantityGrams: 100, minimumGrams: 125 },
        rulesHash: rules.hash,
      },
    ]);
  });

  test('finds nothing before the rule was made', () => {
    const facts = { sampleId: 's1', quantityGrams: 1 };
    expect(rules.evaluate(smp02SampleWeight, { ...scope, on: '2019-03-31' }, facts)).toEqual([]);
  });

  test('tells what refuses a write from what only advises', () => {
    const papers = [
      { id: 'lapsed', kind: 'JY_LICENSE', validTo: '2026-03-01' },
      { id: 'soon', kind: 'BIZ_LICENSE', validTo: '2026-03-05' },
    ];
    const found = rules.evaluate(sup02Expiry, scope, { supplierId: 'a', on: scope.on, papers });
    expect(found.map(({ breach, severity }) => [breach, severity])).toEqual([
      ['expired', 'guard'],
      ['expiring', 'finding'],
    ]);
    expect(refusals(found).map(({ evidence }) => evidence)).toEqual([['a', 'lapsed']]);
  });
});

test('every breach code is used by a check', () => {
  const source = checkFiles.map((file) => readFileSync(join(checkDirectory, file), 'utf8')).join('\n');
  for (const code of Object.keys(breaches)) expect(source, code).toContain(`'${code}'`);
});

describe('a folder of packs', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rules-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const write = (rule: object) => {
    const base = {
      id: 'SMP-02',
      titleZh: '留样量',
      titleEn: 'Weight',
      citation: 'x',
      jurisdiction: '100000',
      schoolKinds: ['primary'],
      validFrom: '2020-01-01',
      parameters: { minimumGrams: 125 },
      severity: 'finding',
      verified: false,
      implemented: true,
    };
    const pack = { id: 'own', version: '1', titleZh: '自有', titleEn: 'Own', rules: [{ ...base, ...rule }] };
    writeFileSync(join(directory, 'own.json'), JSON.stringify(pack));
  };

  test('is read', async () => {
    write({});
    expect((await loadRules(directory)).all).toHaveLength(1);
  });

  test('whose parameters do not fit the check is refused by rule id', async () => {
    write({ parameters: { minimumGrams: 125.5 } });
    await expect(loadRules(directory)).rejects.toThrow(/SMP-02.*minimumGrams/s);
  });

  test('with an unknown rule id is refused by file', async () => {
    write({ id: 'XYZ-01' });
    await expect(loadRules(directory)).rejects.toThrow(/own\.json/);
  });
});
