import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProblemCode, problems } from '#schemas/problem.ts';
import { DomainError } from '#services/errors.ts';
import { problemOf } from '#services/problem.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { operations } from '#tests/support/operations.ts';
import { type Visitor, visitor } from '#tests/support/visitor.ts';

let t: TestApp;
let anybody: Visitor;
beforeAll(async () => {
  t = await testApp();
  anybody = await visitor(t);
});
afterAll(() => t[Symbol.asyncDispose]());

const languages = { zh: { 'accept-language': 'zh-CN' }, en: { 'accept-language': 'en-GB' } } as const;
const codes = Object.keys(problems) as ProblemCode[];

/** The main part as text, without what every page has. */
const mainOf = (page: string): string => (page.split('<main')[1] ?? '').replaceAll(/<[^>]+>/g, ' ');
const chinese = /\p{Script=Han}/u;

test.for(codes)('the type of %s leads to a page with cause and cure in both languages', async (code) => {
  const { type } = problemOf(new DomainError(code), 'zh', '');
  const { pathname } = new URL(type, t.config.publicUrl);
  for (const language of ['zh', 'en'] as const) {
    const { status, page } = await anybody.open(pathname, languages[language]);
    expect(status).toBe(200);
    const text = mainOf(page);
    const [cause, cure] = { zh: ['原因', '怎么办'], en: ['Cause', 'What to do'] }[language];
    expect(text).toContain(problems[code][language]);
    expect(text).toMatch(new RegExp(`${cause}\\s+\\S.{10,}\\s+${cure}\\s+\\S.{8,}`, 's'));
    expect(chinese.test(text)).toBe(language === 'zh');
  }
});

test('the type of a problem as it was answered is the address of such a page', async () => {
  const answer = await t.app.request('https://shansu.test/api/v1/schools');
  expect(answer.status).toBe(401);
  const { type } = (await answer.json()) as { type: string };
  expect(new URL(type).origin).toBe(new URL(t.config.publicUrl).origin);
  expect((await anybody.open(new URL(type).pathname)).page).toContain('请先登录');
});

test('all problems stand on one page, and what is no problem has none', async () => {
  const { page } = await anybody.open('/problems');
  for (const code of codes) expect(page).toContain(`href="/problems/${code}"`);
  for (const other of ['nothing', 'toString', '__proto__'])
    expect((await anybody.open(`/problems/${other}`)).status).toBe(404);
});

test('the guide to the API has each operation, with its parameters, body, answers and problems', async () => {
  const overview = (await anybody.open('/api')).page;
  const slices = [...new Set([...overview.matchAll(/href="(\/api\/[a-z0-9]+)"/g)].map(([, path]) => path))];
  const pages = await Promise.all(slices.map(async (path) => (await anybody.open(path as string)).page));
  const guide = pages.join('\n');
  for (const { method, path } of operations()) {
    expect(overview).toContain(`<code>${method} ${path}</code>`);
    expect(guide).toMatch(new RegExp(`>${method}</span> <code>${path.replaceAll(/[{}.]/g, '\\$&')}</code>`));
  }
  const deliveries = (await anybody.open('/api/deliveries')).page;
  for (const told of [
    'idempotency-key',
    'href="#schema-NewDelivery"',
    'id="schema-NewDelivery"',
    'noteNumber',
  ])
    expect(deliveries).toContain(told);
  for (const told of ['收货员（限本校）', '必填', 'SH-20260303-017', '/problems/documents-missing'])
    expect(deliveries).toContain(told);
});

test('each link within the guide leads somewhere', async () => {
  const { page: overview } = await anybody.open('/api');
  const linked = (page: string) => [...page.matchAll(/href="(\/api[^"]*|#[^"]*)"/g)].map(([, to = '']) => to);
  const broken: string[] = [];
  const slices = new Set(linked(overview).map((to) => to.split('#')[0] as string));
  expect(slices.size).toBeGreaterThan(5);
  for (const slice of slices) {
    if (!slice.startsWith('/api/')) continue;
    const { status, page } = await anybody.open(slice);
    expect(status).toBe(200);
    const here = linked(page).filter((to) => to.startsWith('#'));
    const hither = linked(overview).filter((to) => to.startsWith(`${slice}#`));
    for (const to of [...here, ...hither])
      if (!page.includes(`id="${to.split('#')[1]}"`)) broken.push(`${slice} ${to}`);
  }
  expect(broken).toEqual([]);
});

test('the guide is in the language of the reader, and a slice that is none is not found', async () => {
  const english = mainOf((await anybody.open('/api/kitchen', languages.en)).page);
  expect(english).toContain('Serve dishes as a meal');
  expect(english).toContain('receiver (own school only)');
  const text = mainOf((await anybody.open('/api/kitchen', languages.zh)).page);
  expect(text).toContain('把菜品作为一餐供出');
  expect(text).not.toContain('Serve dishes');
  expect((await anybody.open('/api/nothing')).status).toBe(404);
});
