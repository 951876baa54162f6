import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAILURES } from '#ledger/failures.ts';
import { check } from '#services/check.ts';

const VECTORS = join(import.meta.dirname, '../../vectors/ledger');
const CORPUS = join(import.meta.dirname, '../../vectors/bundles');
const BUNDLE = join(VECTORS, 'bundle.json');
const TRUST = join(VECTORS, 'trust.json');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shansu-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a good bundle: exit 0, in both languages, without claiming more than was proven', async () => {
  const { exit, output } = await check([BUNDLE, '--trust', TRUST], folder);
  expect(exit).toBe(0);
  for (const text of [
    '✔ 验证通过',
    'Verified',
    '/goods/name = "土豆"',
    'does not say the food is safe',
    '无外部见证',
  ])
    expect(output).toContain(text);
});

test('trust.json of the data folder is the default', async () => {
  expect(await check([BUNDLE], VECTORS)).toMatchObject({ exit: 0 });
  expect(await check([BUNDLE], folder)).toMatchObject({ exit: FAILURES['trust-unreadable'].exit });
});

test('each bundle of the corpus has its exit code, and a refused one the code and both sentences', async () => {
  const { bundles } = JSON.parse(await readFile(join(CORPUS, 'index.json'), 'utf8'));
  for (const { file, code, exit } of bundles) {
    const result = await check([join(CORPUS, file)], CORPUS);
    expect({ file, exit: result.exit }).toEqual({ file, exit });
    if (exit === 0) continue;
    expect(result.output).toContain(`${code} (${exit})`);
    expect(result.output).not.toMatch(/\{\w+\}|undefined/);
    expect(result.output.split('\n')).toHaveLength(3);
  }
});

test.each([
  ['good-witnessed.json', '由两家机构确认 / Confirmed by two organisations'],
  ['good-witnessed-three-of-three.json', '由3家机构确认 / Confirmed by 3 organisations'],
  ['good-witnessed-by-development.json', '开发账本，无外部见证 / Development ledger, no outside witness'],
])('who witnessed is said as it is: %s', async (file, sentence) => {
  const { exit, output } = await check([join(CORPUS, file)], CORPUS);
  expect(exit).toBe(0);
  expect(output).toContain(sentence);
  expect(output).toContain('教育局 / Education Bureau (EduBureauMSP)');
  expect(output).not.toMatch(/undefined|\[object/);
});

describe('failures of files and arguments', () => {
  const missing = join(VECTORS, 'missing.json');
  test.each([
    ['wrong-usage', []],
    ['wrong-usage', [BUNDLE, BUNDLE]],
    ['wrong-usage', [BUNDLE, '--unknown']],
    ['wrong-usage', [BUNDLE, '--trust']],
    ['trust-unreadable', [BUNDLE, '--trust', missing]],
    ['trust-malformed', [BUNDLE, '--trust', BUNDLE]],
    ['bundle-unreadable', [missing, '--trust', TRUST]],
  ] as const)('%s: %j', async (code, args) => {
    const { exit, output } = await check(args, folder);
    expect(exit).toBe(FAILURES[code].exit);
    expect(output).toContain(code);
  });
});

test('--json gives the verdict as data', async () => {
  const good = await check([BUNDLE, '--json'], VECTORS);
  expect(JSON.parse(good.output)).toMatchObject({ ok: true, exit: 0, record: { type: 'delivery' } });
  const bad = await check([join(CORPUS, 'log-untrusted.json'), '--json'], VECTORS);
  expect(JSON.parse(bad.output)).toEqual({
    ok: false,
    failure: { code: 'log-untrusted', origin: 'log.example/elsewhere' },
    exit: FAILURES['log-untrusted'].exit,
  });
});

test('what a proof says cannot steer the terminal', async () => {
  const file = join(folder, 'hostile.json');
  await writeFile(file, '{"format":"\\n\\u001b[2J\u202e\u009b2J"}\n');
  const { output } = await check([file], VECTORS);
  expect(output).toContain('\\u{a}\\u{1b}[2J\\u{202e}\\u{9b}2J');
});

test('the command itself exits with the code', () => {
  const run = (file: string) =>
    spawnSync(process.execPath, ['services/check.ts', file], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...process.env, DATA_DIR: VECTORS },
      encoding: 'utf8',
    });
  expect(run(BUNDLE)).toMatchObject({ status: 0, stdout: expect.stringContaining('✔') });
  expect(run(join(CORPUS, 'field-mismatch-value.json'))).toMatchObject({
    status: FAILURES['field-mismatch'].exit,
    stdout: expect.stringContaining('/goods/quantityGrams'),
  });
});
