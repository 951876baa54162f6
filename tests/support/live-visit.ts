import type { Browser, Page } from 'playwright-core';
import { demoPassword } from './live-app.ts';

/** A page of a real browser after signing in as somebody of the demo. */
export async function signInTo(
  browser: Browser,
  url: string,
  username: string,
  width: number,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 760 }, locale: 'zh-CN' });
  await signInOn(page, url, username);
  return page;
}

export async function signInOn(page: Page, url: string, username: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', demoPassword);
  await page.click('main button[type=submit]');
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
}

/**
 * Receives thirty kilograms of potatoes at 临江实验小学, from the door to the signed acceptance.
 *
 * @returns the lot's public code, and when the browser had the acknowledgement, by `performance.now()`
 */
export async function receivePotatoes(page: Page, url: string, note: string) {
  await page.goto(`${url}/canteen/receive`);
  await page.getByText('威宁高原马铃薯专业合作社').click();
  await page.fill('#note', note);
  const line = (await page.locator('[data-line]').first().getAttribute('data-line')) as string;
  const fill = (name: string, text: string) => page.locator(`[name="${line}.${name}"]`).fill(text);
  await fill('kg', '30');
  await fill('price', '3.6');
  await fill('p0number', 'CN-520526-0227');
  await page.click('button.btn-lg[value=check]');
  await page.waitForSelector('#pin');
  await page.selectOption('#second', 'manager.linjiang');
  await page.fill('#pin', '314159');
  await page.click('button[value=sign]');
  await page.waitForURL(/\/canteen\/deliveries\//, { waitUntil: 'commit' });
  const acknowledged = performance.now();
  const address = await page.locator('a[href^="/trace/"]').first().getAttribute('href');
  return { code: (address as string).split('/').at(-1) as string, acknowledged };
}
