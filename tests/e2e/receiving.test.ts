import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDeliveries } from '#services/batches/index.ts';
import { type Person, password, pin } from '#tests/support/app.ts';
import { canteen, pork, receivedDelivery, rice } from '#tests/support/batches.ts';
import { type BrowsedApp, browsedApp } from '#tests/support/browsed-app.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let site: BrowsedApp;
beforeAll(async () => {
  site = await browsedApp();
});
afterAll(() => site[Symbol.asyncDispose]());

/** A phone in the hand of somebody who is signed in. */
async function phone(person: Person): Promise<Page> {
  const context = await site.browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'zh-CN',
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(`${site.url}/sign-in`);
  await page.fill('#username', person.username);
  await page.fill('#password', password);
  await page.click('.btn-primary');
  return page;
}

/** What axe finds against WCAG 2.2 AA, and what is too small for a wet thumb or wider than the phone. */
async function faultsIn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: {
          run(
            on: Document,
            how: object,
          ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    const targets =
      'main a, main button, main select, main summary, main input:not([type=hidden]):not([type=file]):not([type=radio]), .verdict label';
    const small = [...document.querySelectorAll<HTMLElement>(targets)].filter(
      (target) =>
        target.offsetParent !== null &&
        target.tabIndex >= 0 === true &&
        target.getBoundingClientRect().height < 47.5,
    );
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ...small.map((target) => `too small: ${target.outerHTML.slice(0, 100)}`),
      ...(document.documentElement.scrollWidth > 360 ? ['wider than the phone'] : []),
    ];
  });
}

/** What somebody does on a page, counted: each is a touch of a wet thumb, or something typed or scanned. */
function handOn(page: Page) {
  const steps = { taps: 0, entries: 0 };
  return {
    steps,
    async tap(selector: string) {
      steps.taps += 1;
      await page.click(selector);
    },
    async enter(field: Locator, text: string) {
      steps.entries += 1;
      await field.fill(text);
    },
    async pick(field: Locator, option: string) {
      steps.taps += 1;
      await field.selectOption(option);
    },
    /** A scanner types what it reads and presses Enter. */
    async scan(field: Locator, text: string) {
      steps.entries += 1;
      await field.pressSequentially(text);
      await field.press('Enter');
    },
  };
}

test('a delivery is received on a phone in few steps, with scanner, added line and two signers', async () => {
  const at = await canteen(await site.t.district());
  await receivedDelivery(at, { arrivedAt: '2026-03-01T06:20:00+08:00', lines: [pork()] });
  const page = await phone(at.receiver);
  const { tap, enter, pick, scan, steps } = handOn(page);
  await page.goto(`${site.url}/canteen/receive`);
  await tap('.choice');
  await enter(page.locator('#note'), 'SH-20260302-1');
  const field = (line: string, name: string) => page.locator(`[name="${line}.${name}"]`);
  const first = (await page.locator('[data-line]').first().getAttribute('data-line')) as string;
  await enter(field(first, 'kg'), '12.5');
  await enter(field(first, 'temp'), '3.1');
  await scan(field(first, 'p0number'), '3100238841');
  await enter(field(first, 'p1number'), 'MQ0301118');
  await enter(field(first, 'p2number'), 'A31010001');
  expect(await page.locator('[data-total] output').textContent()).toBe('331.25');

  await tap('[data-add-line]');
  await page.locator('[data-line]').nth(1).waitFor();
  const second = (await page.locator('[data-line]').nth(1).getAttribute('data-line')) as string;
  await pick(field(second, 'goods'), 'VEG.LEAF');
  await field(second, 'p0number').waitFor();
  await enter(field(second, 'name'), '上海青');
  await enter(field(second, 'kg'), '20');
  await enter(field(second, 'price'), '3.8');
  await enter(field(second, 'p0number'), 'CN-1');
  expect(await field(first, 'kg').inputValue()).toBe('12.5');
  expect(await faultsIn(page)).toEqual([]);

  await tap('button.btn-lg[value=check]');
  await page.waitForSelector('#pin');
  expect(await faultsIn(page)).toEqual([]);
  await pick(page.locator('#second'), at.manager.username);
  await enter(page.locator('#pin'), pin);
  await tap('button[value=sign]');
  await page.waitForURL(/\/canteen\/deliveries\//);
  // The first line is known from last time: only what is new today is entered. Everything else comes with the choice.
  expect(steps).toEqual({ taps: 6, entries: 11 });
  expect(await page.locator('.done').textContent()).toContain('收货已记录');
  expect(await faultsIn(page)).toEqual([]);
  const [delivery] = await listDeliveries(at.receiver.ctx);
  expect(delivery).toMatchObject({
    status: 'signed',
    goods: ['冷鲜猪后腿', '上海青'],
    totalFen: 33_125 + 7600,
  });
});

test('today, stock and labels are usable at 360 pixels', async () => {
  const at = await canteen(await site.t.district());
  const { id } = await receivedDelivery(at, { lines: [pork(), rice()], coSigner: undefined });
  const page = await phone(at.manager);
  for (const path of [
    '/canteen',
    '/canteen/stock',
    `/canteen/deliveries/${id}`,
    `/canteen/deliveries/${id}/labels`,
  ]) {
    await page.goto(`${site.url}${path}`);
    expect(await faultsIn(page), path).toEqual([]);
  }
  await page.goto(`${site.url}/canteen/deliveries/${id}`);
  await page.click('form .btn-lg');
  await page.getByText('两人已签收').waitFor();
});
