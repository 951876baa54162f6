import { afterAll, beforeAll, expect, test } from 'vitest';
import { district } from '#services/district.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

interface Wanted {
  readonly code: string;
  readonly origin: string;
  readonly operator: string;
}

const wanted: Wanted = { code: '330106', origin: 'log.example.org/330106', operator: 'admin' };

const open = ({ code, origin, operator }: Wanted) =>
  district(['--code', code, '--name', '西湖区', '--origin', origin, '--operator', operator], {
    DATABASE_URL: t.databaseUrl,
    DATA_DIR: t.config.dataDir,
  });

test('a district that was opened beside the product is worked in at once, and its log begins', async () => {
  const { exit, output } = await open(wanted);
  expect(exit).toBe(0);
  const token = /token (\S+)/.exec(output)?.[1] ?? '';
  const headers = { authorization: `Bearer ${token}` };
  const body = { name: '西湖小学', kind: 'primary', dinersPerMeal: 300 };
  expect(await call(t, 'POST /api/v1/schools', { headers, body })).toMatchObject({ status: 201 });
  expect(await sequence(t)).toBeGreaterThan(0);
  expect(t.logKeys.trust().logs.map(({ origin }) => origin)).toContain(wanted.origin);
});

test.each([
  ['code', { origin: 'log.example.org/b', operator: 'admin.b' }],
  ['origin', { code: '330108', operator: 'admin.b' }],
  ['operator', { code: '330108', origin: 'log.example.org/b' }],
] as const)('a %s that is taken is named', async (what, others) => {
  const districts = async () => await t.owner.selectFrom('districts').select('id').execute();
  const before = await districts();
  const { exit, output } = await open({ ...wanted, ...others });
  expect({ exit, output }).toEqual({ exit: 1, output: `--${what} ${wanted[what]} is taken already` });
  expect(await districts()).toEqual(before);
});

test('what cannot be understood is said with the usage', async () => {
  for (const args of [
    [],
    ['--no-such'],
    ['--code', '33', '--name', '甲', '--origin', 'a', '--operator', 'ab'],
  ])
    expect(await district(args, {})).toMatchObject({ exit: 2, output: expect.stringContaining('usage') });
});

test('and each option that is missing or does not fit is named once', async () => {
  const { output } = await district(['--code', '33', '--name', '甲', '--origin', 'a b'], {});
  expect(output.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^ {2}--code: Invalid/),
    expect.stringMatching(/^ {2}--origin: Invalid/),
    '  --operator: is missing',
  ]);
});
