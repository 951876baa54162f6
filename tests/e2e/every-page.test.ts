import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { demoPassword, liveApp } from '#tests/support/live-app.ts';
import type { LiveProduct } from '#tests/support/live-product.ts';
import { markupFaults } from '#tests/support/markup.ts';
import { shapeOf } from '#tests/support/page-shape.ts';

let live: LiveProduct;
let browser: Browser;
beforeAll(async () => {
  live = await liveApp();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await live[Symbol.asyncDispose]();
});

const players = [
  'manager.linjiang',
  'receiver.linjiang',
  'inspector.demo',
  'auditor.demo',
  'operator.demo',
  'admin.linjiang',
  'supplier.tangyuan',
  'supplier.aohan',
];
const tracing = ['manager.linjiang', 'inspector.demo'];
const notPages =
  /^\/(api\/v1|assets|language|sign-out|openapi|metrics|trust|log)|\.(csv|svg|json|ndjson|pdf)(\?|$)|bundle|export|template|papers\//;

/** Every page of the staff but those to be printed and stuck on, and of the public ones those whose record is anchored. */
const restsOnProofs = (path: string, html: string): boolean =>
  /^\/T\b/.test(path) ? html.includes('data-state="anchored"') : !/\/labels\b/.test(path);

async function signIn(username: string, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, locale: 'zh-CN' });
  await signInOn(page, username);
  return page;
}

async function signInOn(page: Page, username: string): Promise<void> {
  await page.goto(`${live.url}/sign-in`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', demoPassword);
  await page.click('main button[type=submit]');
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
}

/** What is wrong with the page that is open. */
async function faultsOf(page: Page, html: string): Promise<string[]> {
  // Its colours are those of a moment.
  await page.waitForFunction(() => !document.querySelector('.verdict-checking'));
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page by the line above
    const { violations } = await (globalThis as any).axe.run(document, { resultTypes: ['violations'] });
    return violations as { id: string; impact: string; nodes: { html: string }[] }[];
  });
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const switches = await page.locator('a[href^="/language/"], a[href*="?lang="]').count();
  return [
    ...(await markupFaults(html)),
    ...(switches === 0 ? ['nothing leads to the other language'] : []),
    ...serious.map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html.slice(0, 160)}`),
    ...(wide > 0 ? [`wider than the screen by ${wide} px`] : []),
  ];
}

test.for(players)(
  'every page that %s can reach is sound markup, accessible, and fits a phone',
  async (username) => {
    const page = await signIn(username, 360);
    const codes = Object.values(live.demo.codes);
    const queue = ['/', ...codes.map((code) => `/T/${code}`)];
    if (tracing.includes(username)) queue.push(...codes.map((code) => `/trace/${code}`));
    if (username === 'operator.demo') queue.push('/api', '/problems');
    const seen = new Set<string>();
    const faults: string[] = [];
    for (let path = queue.shift(); path !== undefined && seen.size < 60; path = queue.shift()) {
      if (seen.has(shapeOf(path))) continue;
      seen.add(shapeOf(path));
      const response = await page.goto(live.url + path);
      const html = (await response?.text()) ?? '';
      if (response?.status() !== 200) faults.push(`${path}: status ${response?.status()}`);
      faults.push(...(await faultsOf(page, html)).map((fault) => `${path}: ${fault}`));
      if (
        restsOnProofs(path, html) &&
        !/开发账本，无外部见证|Development ledger, no outside witness/.test(html)
      )
        faults.push(`${path}: does not say that nobody outside witnesses`);
      const links = await page.$$eval('a[href^="/"]', (anchors) =>
        anchors.map((anchor) => anchor.getAttribute('href') as string),
      );
      queue.push(
        ...links.map((link) => link.replace(/#.*/, '')).filter((link) => link !== '' && !notPages.test(link)),
      );
    }
    await page.close();
    console.log(`${username}: ${seen.size} pages`);
    expect(faults).toEqual([]);
  },
);

test('on a phone the whole header is in sight, and its menu opens without scripts', async () => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await signInOn(page, 'manager.linjiang');
  await page.goto(`${live.url}/canteen/receive`);
  const inSight = async (what: Locator) => {
    const box = await what.boundingBox();
    return box !== null && box.x >= 0 && box.x + box.width <= 360 && box.height >= 48;
  };
  const header = page.getByRole('banner');
  expect(await inSight(header.getByRole('link', { name: '中文' }))).toBe(true);
  const samples = header.getByRole('link', { name: 'Samples' });
  expect(await samples.isVisible()).toBe(false);
  await header.getByRole('button', { name: 'Menu' }).click();
  for (const link of await header.getByRole('navigation').getByRole('link').all())
    expect(await inSight(link), await link.innerText()).toBe(true);
  expect(await header.locator('[aria-current=page]').innerText()).toBe('Receive');
  await samples.click();
  await page.waitForURL('**/canteen/samples');
  await context.close();
});
