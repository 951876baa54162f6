import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { liveApp } from '#tests/support/live-app.ts';
import type { LiveProduct } from '#tests/support/live-product.ts';
import { signInOn, signInTo } from '#tests/support/live-visit.ts';
import { markupFaults } from '#tests/support/markup.ts';
import { pageFaults } from '#tests/support/page-faults.ts';
import { shapeOf } from '#tests/support/page-shape.ts';

let live: LiveProduct;
let browser: Browser;
beforeAll(async () => {
  live = await liveApp();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await live[Symbol.asyncDispose]();
});

/** Who works in the demo, and how many pages at least each can reach. */
const players: readonly (readonly [username: string, pages: number])[] = [
  ['manager.linjiang', 40],
  ['receiver.linjiang', 30],
  ['inspector.demo', 13],
  ['auditor.demo', 22],
  ['operator.demo', 22],
  ['admin.linjiang', 20],
  ['supplier.tangyuan', 10],
  ['supplier.aohan', 7],
];
/** Not that many are there: a walk that comes so far takes addresses of one page for those of many. */
const tooMany = 60;
const tracing = ['manager.linjiang', 'inspector.demo'];
const notPages =
  /^\/(api\/v1|assets|language|sign-out|openapi|metrics|trust|log)|\.(csv|svg|json|ndjson|pdf)(\?|$)|bundle|export|template|papers\//;

/** Every page of the staff but those to be printed and stuck on, and of the public ones those whose record is anchored. */
const restsOnProofs = (path: string, html: string): boolean =>
  /^\/T\b/.test(path) ? html.includes('data-state="anchored"') : !/\/labels\b/.test(path);

/** Pages without anything of a person are the same for all: each is looked at once. */
const lookedAt = new Set<string>();

/** What is wrong with the page that is open, unless it was told before. */
async function faultsOf(page: Page, html: string): Promise<string[]> {
  if (lookedAt.has(html)) return [];
  lookedAt.add(html);
  // Its colours are those of a moment.
  await page.waitForFunction(() => !document.querySelector('.verdict-checking'));
  const switches = await page.locator('a[href^="/language/"], a[href*="?lang="]').count();
  return [
    ...(await markupFaults(html)),
    ...(switches === 0 ? ['nothing leads to the other language'] : []),
    ...(await pageFaults(page)),
  ];
}

test.for(players)(
  'every page that %s can reach is sound markup, accessible, and fits a phone',
  async ([username, pages]) => {
    const page = await signInTo(browser, live.url, username, 360);
    const codes = Object.values(live.demo.codes);
    const queue = ['/', ...codes.map((code) => `/T/${code}`)];
    if (tracing.includes(username)) queue.push(...codes.map((code) => `/trace/${code}`));
    if (username === 'operator.demo') queue.push('/api', '/problems');
    const seen = new Set<string>();
    const faults: string[] = [];
    for (let path = queue.shift(); path !== undefined && seen.size < tooMany; path = queue.shift()) {
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
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThanOrEqual(pages);
    expect(seen.size).toBeLessThan(tooMany);
  },
);

/** Words of English are long: who has the most buttons, and who sees a supplier. */
test.for(['manager.linjiang', 'supplier.tangyuan'])(
  'every page that %s can reach fits a phone in English too',
  async (username) => {
    const page = await signInTo(browser, live.url, username, 360);
    await page.goto(`${live.url}/language/en`);
    const queue = ['/'];
    const seen = new Set<string>();
    const faults: string[] = [];
    for (let path = queue.shift(); path !== undefined && seen.size < tooMany; path = queue.shift()) {
      if (seen.has(shapeOf(path))) continue;
      seen.add(shapeOf(path));
      await page.goto(live.url + path);
      faults.push(...(await page.evaluate(openedAndTooWide)).map((fault) => `${path}: ${fault}`));
      const links = await page.$$eval('a[href^="/"]', (anchors) =>
        anchors.map((anchor) => anchor.getAttribute('href') as string),
      );
      queue.push(
        ...links.map((link) => link.replace(/#.*/, '')).filter((link) => link && !notPages.test(link)),
      );
    }
    await page.close();
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(9);
  },
);

/** With everything open that can be opened: whether the page is wider than the screen, and buttons than their words. */
function openedAndTooWide(): string[] {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const { scrollWidth, clientWidth } = document.documentElement;
  const cut = [...document.querySelectorAll<HTMLElement>('.btn:not(.visually-hidden)')].filter(
    (button) => button.clientWidth > 0 && button.scrollWidth > button.clientWidth + 1,
  );
  return [
    ...(scrollWidth > clientWidth ? [`wider than the screen by ${scrollWidth - clientWidth} px`] : []),
    ...cut.map((button) => `"${button.innerText}" is wider than its button`),
  ];
}

test('on paper no column is cut off', async () => {
  // A4 within the margins that browsers leave.
  const page = await signInTo(browser, live.url, 'auditor.demo', 718);
  await page.emulateMedia({ media: 'print' });
  for (const path of [
    '/bureau/832',
    '/bureau/832/filings',
    `/trace/${live.demo.codes.public}`,
    '/findings',
  ]) {
    await page.goto(live.url + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, path).toBeLessThanOrEqual(718);
    const cut = await page.$$eval('.scroll-x', (boxes) =>
      boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent.slice(0, 40)),
    );
    expect(cut, path).toEqual([]);
    expect(await page.locator('.btn:visible').count(), path).toBe(0);
  }
  await page.close();
});

test('on a phone the whole header is in sight, and its menu opens without scripts', async () => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await signInOn(page, live.url, 'manager.linjiang');
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
