import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { canteen } from '#tests/support/batches.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { served, signedIn } from '#tests/support/served.ts';
import { servedLunch } from '#tests/support/trace.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let t: TestApp;
let server: Awaited<ReturnType<typeof served>>;
let browser: Browser;
let district: Awaited<ReturnType<TestApp['district']>>;
let lunch: Awaited<ReturnType<typeof servedLunch>>;

beforeAll(async () => {
  t = await testApp();
  server = await served(t);
  browser = await launchBrowser();
  district = await t.district();
  lunch = await servedLunch(t, await canteen(district));
  await sequence(t);
  await anchor(t);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await t[Symbol.asyncDispose]();
});

/** A phone without cache, cookies or session, and whatever goes wrong in its console. */
async function phone(options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'zh-CN',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, faults, [Symbol.asyncDispose]: () => context.close() };
}

const verdictOn = async (page: Page): Promise<string> => {
  await page.waitForSelector('.verdict-ok, .verdict-failed');
  return await page.innerText('#verdict');
};

test('the page checks its own proof on the device, and says honestly what that means', async () => {
  for (const { code } of [lunch.meat, lunch.porkDish, lunch.meal, lunch.sample, lunch.topped]) {
    await using visit = await phone();
    await visit.page.goto(`${server.url}/T/${code}`);
    const verdict = await verdictOn(visit.page);
    expect(verdict).toContain('✓ 已在本机核验');
    expect(verdict).toMatch(/未被改动/);
    expect(verdict).toContain('开发账本，无外部见证');
    // A delivery tells nothing that is not in its own record; the others tell where their ingredients came from.
    expect(verdict.includes('不在这份证明之内')).toBe(code !== lunch.meat.code);
    expect(verdict).toMatch(/信任文件来自同一网站.*指纹 [0-9a-f]{16}/);
    expect(visit.faults).toEqual([]);
    expect(await visit.page.context().cookies()).toEqual([]);
  }
});

const change = async (page: Page, path: string, from: string, to: string): Promise<void> => {
  await page.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (!body.includes(from)) throw new Error(`${path} does not contain ${from}`);
    await route.fulfill({ response, body: body.replace(from, to) });
  });
};

test.for([
  ['a changed field of the proof', '/bundle.json', '沪东肉联厂', '沪西肉联厂', '内容与当时登记的不一致'],
  ['a changed place in the log', '/bundle.json', '"index":', '"index":1', '核验失败'],
  ['a log that nobody trusts', '/trust.json', 'test.shansu.example/', 'other.shansu.example/', '信任文件'],
] as const)('%s fails', async ([, path, from, to, told]) => {
  await using visit = await phone();
  await change(visit.page, path, from, to);
  await visit.page.goto(`${server.url}/T/${lunch.meat.code}`);
  const verdict = await verdictOn(visit.page);
  expect(verdict).toContain('✗ 核验失败');
  expect(verdict).toContain(told);
});

test('a page that shows something else than the proof says fails', async () => {
  await using visit = await phone();
  await change(visit.page, `/T/${lunch.meat.code}`, '沪东肉联厂', '别家肉联厂');
  await visit.page.goto(`${server.url}/T/${lunch.meat.code}`);
  expect(await verdictOn(visit.page)).toContain('本页所示与证明不一致：/maker/name');
});

test('without scripts the page tells the same, and promises no check', async () => {
  await using visit = await phone({ javaScriptEnabled: false });
  await visit.page.goto(`${server.url}/T/${lunch.porkDish.code}`);
  expect(await visit.page.innerText('main')).toContain('滑肉片');
  expect(await visit.page.innerText('#verdict')).toContain('启用脚本后');
});

/** What came over the wire, by Chromium's own count: bodies as they were encoded, and with headers. */
async function transferred(page: Page, path: string) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const urls = new Map<string, string>();
  const received = new Map<string, { body: number; whole: number }>();
  devtools.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const before = received.get(requestId) ?? { body: 0, whole: 0 };
    received.set(requestId, { ...before, body: before.body + encodedDataLength });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const before = received.get(requestId) ?? { body: 0, whole: 0 };
    received.set(requestId, { ...before, whole: encodedDataLength });
  });
  await page.goto(server.url + path);
  await verdictOn(page);
  const all = [...received].map(([id, size]) => ({ url: urls.get(id) ?? '', ...size }));
  const sum = (of: typeof all, key: 'body' | 'whole') => of.reduce((total, size) => total + size[key], 0);
  const first = all.filter(({ url }) => !/\.ts|\.js|\.json/.test(url));
  const shipped = all.filter(({ url }) => !url.endsWith('.json'));
  return {
    requests: all.length,
    firstPaint: sum(first, 'whole'),
    shipped: sum(shipped, 'body'),
    withProof: sum(all, 'body'),
    withHeaders: sum(all, 'whole'),
  };
}

test('everything that a phone loads is at most 50 KB, and the first paint waits for 8 KB', async () => {
  for (const { code } of [lunch.meat, lunch.meal]) {
    await using visit = await phone();
    const sizes = await transferred(visit.page, `/T/${code}`);
    console.log(`public page of ${code}: ${JSON.stringify(sizes)}`);
    expect(sizes.firstPaint).toBeLessThan(8 * 1024);
    expect(sizes.shipped).toBeLessThan(50 * 1024);
    expect(sizes.withProof).toBeLessThan(50 * 1024);
  }
});

test('axe finds nothing serious, and nothing is cut off at 360 pixels', async () => {
  const inspector = await district.person('inspector');
  const paths = [
    `/T/${lunch.meat.code}`,
    `/T/${lunch.porkDish.code}`,
    '/T/nothing',
    '/inspector?q=%E8%82%89',
    `/trace/${lunch.meal.code}`,
  ];
  for (const width of [360, 1280]) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      locale: 'zh-CN',
      bypassCSP: true,
    });
    await signedIn(context, server.url, inspector);
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(server.url + path);
      await page.evaluate(axe);
      const serious = await page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as {
            axe: {
              run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
            };
          }
        ).axe.run();
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(serious, `${path} at ${width}`).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${path} at ${width}`).toBe(0);
    }
    await context.close();
  }
});
