import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDeliveries } from '#services/batches/index.ts';
import { type Person, password, pin, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, pork, receivedDelivery, rice } from '#tests/support/batches.ts';
import { launchBrowser } from '#tests/support/browser.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let t: TestApp;
let browser: Browser;
let server: ReturnType<typeof serve>;
let origin: string;
beforeAll(async () => {
  t = await testApp();
  browser = await launchBrowser();
  server = serve({ fetch: t.app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((listening) => server.once('listening', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  await new Promise((closed) => server.close(closed));
  await t[Symbol.asyncDispose]();
});

/** A phone in the hand of somebody who is signed in. */
async function phone(person: Person): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'zh-CN',
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
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

test('a delivery is received on a phone in under a minute, with scanner, added line and two signers', async () => {
  const at = await canteen(await t.district());
  await receivedDelivery(at, { arrivedAt: '2026-03-01T06:20:00+08:00', lines: [pork()] });
  const page = await phone(at.receiver);
  const began = performance.now();
  await page.goto(`${origin}/canteen/receive`);
  await page.click('.choice');
  await page.fill('#note', 'SH-20260302-1');
  const field = (line: string, name: string) => page.locator(`[name="${line}.${name}"]`);
  const first = (await page.locator('[data-line]').first().getAttribute('data-line')) as string;
  await field(first, 'kg').fill('12.5');
  await field(first, 'temp').fill('3.1');
  // A scanner types the number and presses Enter.
  await field(first, 'p0number').pressSequentially('3100238841');
  await field(first, 'p0number').press('Enter');
  await field(first, 'p1number').fill('MQ0301118');
  if ((await field(first, 'p2number').count()) > 0) await field(first, 'p2number').fill('A31010001');
  expect(await page.locator('[data-total] output').textContent()).toBe('331.25');

  await page.click('[data-add-line]');
  await page.locator('[data-line]').nth(1).waitFor();
  const second = (await page.locator('[data-line]').nth(1).getAttribute('data-line')) as string;
  await field(second, 'goods').selectOption('VEG.LEAF');
  await field(second, 'p0number').waitFor();
  await field(second, 'name').fill('上海青');
  await field(second, 'kg').fill('20');
  await field(second, 'price').fill('3.8');
  await field(second, 'p0number').fill('CN-1');
  expect(await field(first, 'kg').inputValue()).toBe('12.5');
  expect(await faultsIn(page)).toEqual([]);

  await page.click('button.btn-lg[value=check]');
  await page.waitForSelector('#pin');
  expect(await faultsIn(page)).toEqual([]);
  await page.selectOption('#second', at.manager.username);
  await page.fill('#pin', pin);
  await page.click('button[value=sign]');
  await page.waitForURL(/\/canteen\/deliveries\//);
  expect(performance.now() - began).toBeLessThan(60_000);
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
  const at = await canteen(await t.district());
  const { id } = await receivedDelivery(at, { lines: [pork(), rice()], coSigner: undefined });
  const page = await phone(at.manager);
  for (const path of [
    '/canteen',
    '/canteen/stock',
    `/canteen/deliveries/${id}`,
    `/canteen/deliveries/${id}/labels`,
  ]) {
    await page.goto(`${origin}${path}`);
    expect(await faultsIn(page), path).toEqual([]);
  }
  await page.goto(`${origin}/canteen/deliveries/${id}`);
  await page.click('form .btn-lg');
  await page.getByText('两人已签收').waitFor();
});
