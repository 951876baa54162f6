import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { createDivisions } from '#services/reference/divisions.ts';
import { reference, referenceDirectory } from '#tests/support/reference.ts';

const { resolve, knownRegion, named } = reference.divisions;
const raw = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(referenceDirectory, file)), { columns: true });

describe('resolve', () => {
  test('a live code to its own name path', () => {
    expect(resolve('340422')).toEqual({
      code: '340422',
      name: '寿县',
      path: ['安徽省', '淮南市', '寿县'],
      status: 'live',
      live: [{ code: '340422', name: '寿县', path: ['安徽省', '淮南市', '寿县'] }],
      via: [],
    });
  });

  test('a code abolished in 2015 to its successor', () => {
    expect(resolve('341521')).toMatchObject({
      status: 'retired',
      path: ['安徽省', '六安市', '寿县'],
      live: [{ code: '340422', name: '寿县' }],
    });
  });

  test('through two hops', () => {
    expect(resolve('542232')).toMatchObject({ via: ['540530'], live: [{ code: '540581', name: '错那市' }] });
  });

  test('a statistical code that only the 832 list knows', () => {
    expect(resolve('632858')).toMatchObject({
      status: 'retired',
      live: [{ code: '632803', name: '茫崖市' }],
    });
    expect(resolve('632857')).toMatchObject({ status: 'live', name: '大柴旦行政委员会' });
  });

  test('a split to all its live successors', () => {
    expect(resolve('440183').live.map(({ code }) => code)).toEqual(['440112', '440118']);
  });

  test('a rename that names the code itself ends', () => {
    expect(resolve('410211').live.length).toBeGreaterThan(3);
  });

  test('a county directly under its province or municipality has no prefecture in its path', () => {
    expect(resolve('310115').path).toEqual(['上海市', '浦东新区']);
    expect(resolve('659001').path).toEqual(['新疆维吾尔自治区', '石河子市']);
  });

  test('an unknown code to nothing but the part that is known', () => {
    expect(resolve('330197')).toEqual({
      code: '330197',
      name: '',
      path: ['浙江省', '杭州市'],
      status: 'unknown',
      live: [],
      via: [],
    });
  });

  test('the nation', () => {
    expect(knownRegion('100000')).toBe('live');
    expect(resolve('100000').path).toEqual(['全国']);
  });
});

test('two codes that succeed each other do not hang the resolution', () => {
  const change = { level: 3, from_year: 2000, to_year: 2010, kind: 'abolished' as const };
  const looping = createDivisions(
    [],
    [
      { ...change, code: '110103', name: '甲', successor_codes: ['110104'] },
      { ...change, code: '110104', name: '乙', successor_codes: ['110103'] },
    ],
    [],
  );
  expect(looping.resolve('110103')).toMatchObject({ status: 'retired', live: [], via: ['110104'] });
});

test('every abolished county reaches a live unit; of the prefectures 59 have no successor', () => {
  const changes = raw('division-changes.csv');
  const lost = changes.filter(
    (change) => change.level === '3' && resolve(change.code ?? '').live.length === 0,
  );
  expect(lost).toEqual([]);
  expect(changes.filter((change) => change.level === '2' && change.successor_codes === '')).toHaveLength(59);
});

test('the path read off a code agrees with the parent column, for every live unit', () => {
  const rows = new Map(raw('divisions.csv').map((row) => [row.code, row]));
  expect(rows.size).toBe(3213);
  for (const row of rows.values()) {
    const path: string[] = [];
    for (let at: typeof row | undefined = row; at; at = rows.get(at.parent_code)) path.unshift(at.name ?? '');
    expect(resolve(row.code ?? '').path).toEqual(path);
  }
});

test('names can belong to several units', () => {
  expect(named('城关区').map(({ code }) => code)).toEqual(['540102', '620102']);
});
