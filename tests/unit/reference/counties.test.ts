import { describe, expect, test } from 'vitest';
import { reference } from '#tests/support/reference.ts';

const { counties, divisions } = reference;
const { rows, match } = counties;

const tally = (values: readonly (string | number)[]) =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([key, group]) => [key, group.length]));

describe('the list', () => {
  test('has 832 rows and 831 codes', () => {
    expect(rows).toHaveLength(832);
    expect(new Set(rows.map((row) => row.code)).size).toBe(831);
    expect(rows.map((row) => row.listRow)).toEqual(Array.from({ length: 832 }, (_, i) => i + 1));
  });

  test('has the official number of counties in each province', () => {
    expect(tally(rows.map((row) => row.province))).toEqual({
      云南省: 88,
      西藏自治区: 74,
      四川省: 66,
      贵州省: 66,
      甘肃省: 58,
      陕西省: 56,
      河北省: 45,
      青海省: 42,
      湖南省: 40,
      河南省: 38,
      山西省: 36,
      广西壮族自治区: 33,
      新疆维吾尔自治区: 32,
      内蒙古自治区: 31,
      湖北省: 28,
      江西省: 24,
      黑龙江省: 20,
      安徽省: 20,
      重庆市: 14,
      吉林省: 8,
      宁夏回族自治区: 8,
      海南省: 5,
    });
  });

  test('has the official number of exits in each year', () => {
    expect(tally(rows.map((row) => row.delistedYear))).toEqual({
      2016: 28,
      2017: 125,
      2018: 283,
      2019: 344,
      2020: 52,
    });
  });

  test('agrees with the division table in name, province and prefecture, 632857 apart', () => {
    for (const row of rows.filter(({ code }) => code !== '632857')) {
      const { status, name, path } = divisions.resolve(row.code);
      expect([row.code, status, name, path[0]]).toEqual([row.code, 'live', row.county, row.province]);
      const prefecture = path.length === 3 ? path[1] : path[0];
      expect([prefecture, '省直辖县级行政区划']).toContain(row.prefecture);
      if (row.prefecture === '省直辖县级行政区划') expect(path).toHaveLength(2);
    }
  });

  test('has 105 former codes, none of them in force', () => {
    const former = rows.flatMap((row) => row.formerCodes);
    expect(former).toHaveLength(105);
    for (const code of former) expect(divisions.knownRegion(code), code).toBe('retired');
  });

  test('marks 159 of the 160 key counties', () => {
    expect(counties.keyCounties).toHaveLength(160);
    expect(rows.filter((row) => row.keyCounty !== undefined)).toHaveLength(159);
    expect(counties.keyCounties.filter((county) => !county.in_832).map((county) => county.code)).toEqual([
      '640303',
    ]);
  });
});

describe('match', () => {
  test('by code, then former code', () => {
    expect(match({ code: '340422' })).toMatchObject({
      outcome: 'in',
      reason: 'code',
      rows: [{ county: '寿县' }],
    });
    expect(match({ code: '341521' })).toMatchObject({
      outcome: 'in',
      reason: 'former-code',
      rows: [{ code: '340422' }],
    });
    expect(match({ code: '632858' })).toMatchObject({ outcome: 'in', rows: [{ listedName: '冷湖行委' }] });
  });

  test('the code that two list rows share gives both', () => {
    expect(match({ code: '632803' }).rows.map((row) => row.listedName)).toEqual(['冷湖行委', '茫崖行委']);
    expect(match({ province: '青海', name: '冷湖行委' }).rows).toHaveLength(1);
  });

  test('城关区 of Tibet is in, of Gansu out, alone ambiguous', () => {
    expect(match({ province: '西藏', name: '城关区' })).toMatchObject({
      outcome: 'in',
      reason: 'province-and-name',
    });
    expect(match({ province: '甘肃', name: '城关区' })).toEqual({
      outcome: 'out',
      reason: 'name-not-listed',
      rows: [],
    });
    expect(match({ name: '城关区' })).toMatchObject({
      outcome: 'ambiguous',
      reason: 'name-in-several-places',
      rows: [{ code: '540102' }],
    });
  });

  test('by an old name or a short one', () => {
    expect(match({ province: '西藏自治区', name: '错那县' }).rows).toMatchObject([{ county: '错那市' }]);
    expect(match({ name: '错那县' })).toMatchObject({ outcome: 'in', reason: 'name-only' });
  });

  test('every list row is found by its province and each of its names', () => {
    for (const row of rows) {
      for (const name of [row.county, row.listedName, ...row.aliases]) {
        const found = match({ province: row.province, name });
        expect(found.rows.map(({ listRow }) => listRow)).toContain(row.listRow);
        expect(found.rows.length === 1 || name === '茫崖市', `${row.province}${name}`).toBe(true);
      }
    }
  });

  test('a known county that is not listed is out, whatever table it is in', () => {
    expect(match({ code: '310115' })).toEqual({ outcome: 'out', reason: 'code-not-listed', rows: [] });
    expect(match({ code: '440116' }).outcome).toBe('out');
  });

  test('an unknown code leaves the decision to the name', () => {
    expect(match({ code: '330197', province: '安徽', name: '金寨县' })).toMatchObject({ outcome: 'in' });
    expect(match({ code: '330197' })).toMatchObject({ outcome: 'out', reason: 'code-unknown' });
  });

  test('a name that contradicts a known code is for a person to decide', () => {
    expect(match({ code: '310115', province: '安徽', name: '金寨县' })).toMatchObject({
      outcome: 'ambiguous',
      reason: 'name-contradicts-code',
      rows: [{ county: '金寨县' }],
    });
    expect(match({ code: '340422', province: '安徽', name: '金寨县' })).toMatchObject({
      outcome: 'ambiguous',
      rows: [{ county: '寿县' }, { county: '金寨县' }],
    });
  });

  test('a name that agrees with the code, or is not listed, leaves the decision to the code', () => {
    expect(match({ code: '340422', province: '安徽', name: '寿县' })).toMatchObject({
      outcome: 'in',
      reason: 'code',
    });
    expect(match({ code: '340422', name: '某乡' })).toMatchObject({ outcome: 'in', reason: 'code' });
  });

  test('a code retired before the list was made is in when one county of the same name follows it', () => {
    expect(match({ code: '142223' })).toMatchObject({
      outcome: 'in',
      reason: 'successor-code',
      rows: [{ county: '五台县' }],
    });
  });

  test('a unit that was split or renamed on the way to a listed county is for a person to decide', () => {
    expect(match({ code: '460001' })).toMatchObject({
      outcome: 'ambiguous',
      reason: 'successor-listed',
      rows: [{ county: '五指山市' }],
    });
    expect(match({ code: '533221' }).outcome).toBe('ambiguous');
  });

  test('nothing given matches nothing', () => {
    expect(match({})).toEqual({ outcome: 'out', reason: 'nothing-given', rows: [] });
    expect(match({ name: '' })).toMatchObject({ outcome: 'out', reason: 'nothing-given' });
  });
});

test('a row is found by its identity', () => {
  const first = rows[0];
  expect(counties.byListRow(1)).toBe(first);
  expect(counties.byListRow(833)).toBeUndefined();
});
