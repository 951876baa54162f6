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

describe('files of any content get a verdict of their own', () => {
  const [brackets, large] = ['['.repeat(100_000), ' '.repeat(16 * 2 ** 20 + 1)];
  const latin1 = Buffer.from('"é"', 'latin1');

  test.each([
    ['empty', '', 'not-json'],
    ['cut short', '{"format":"shansu', 'not-json'],
    ['with a byte order mark', '\ufeff{}\n', 'not-json'],
    ['in another encoding', latin1, 'not-text'],
    ['with a name twice', '{"a":1,"a":1}\n', 'not-canonical'],
    ['with a lone surrogate', '"\\ud800"\n', 'not-canonical'],
    ['nested deeply', `${brackets}${']'.repeat(100_000)}\n`, 'not-canonical'],
    ['nested deeply and cut short', brackets, 'not-json'],
    ['of another version', '{"format":"shansu-proof/v2"}\n', 'unknown-format'],
    ['that is no object', '[]\n', 'malformed'],
    ['larger than any proof', large, 'bundle-unreadable'],
  ] as const)('a proof %s', async (_, content, code) => {
    const file = join(folder, 'strange.json');
    await writeFile(file, content);
    const { exit, output } = await check([file], VECTORS);
    expect({ exit, output }).toEqual({
      exit: FAILURES[code].exit,
      output: expect.stringContaining(`${code} (${FAILURES[code].exit})`),
    });
    expect(output).not.toMatch(/undefined|at \.$/m);
  });

  test.each([
    ['empty', '', 'trust-malformed', 'JSON'],
    ['in another encoding', latin1, 'trust-malformed', 'not UTF-8'],
    [
      'that is a proof',
      '{"format":"shansu-proof/v1"}',
      'trust-malformed',
      '/format: expected shansu-trust/v1',
    ],
    [
      'of another version',
      '{"format":"shansu-trust/v2"}',
      'trust-malformed',
      '/format: expected shansu-trust/v1',
    ],
    ['larger than any', large, 'trust-unreadable', 'too large'],
  ] as const)('a trust file %s', async (_, content, code, reason) => {
    const file = join(folder, 'strange-trust.json');
    await writeFile(file, content);
    const { exit, output } = await check([BUNDLE, '--trust', file], VECTORS);
    expect(exit).toBe(FAILURES[code].exit);
    expect(output).toContain(reason);
  });

  test('a folder', async () => {
    expect(await check([folder], VECTORS)).toMatchObject({ exit: FAILURES['bundle-unreadable'].exit });
    const result = await check([BUNDLE, '--trust', folder], VECTORS);
    expect(result).toMatchObject({ exit: FAILURES['trust-unreadable'].exit });
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
