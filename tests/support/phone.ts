import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface Phone extends AsyncDisposable {
  readonly page: Page;
  /** What went wrong in its console. */
  readonly faults: readonly string[];
}

/** A phone without cache, cookies or session, in Chinese unless told otherwise. */
export async function phone(browser: Browser, options: BrowserContextOptions = {}): Promise<Phone> {
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

/** What a public page says after it has checked its own proof. */
export async function verdictOn(page: Page): Promise<string> {
  await page.waitForSelector('.verdict-ok, .verdict-failed', { timeout: 60_000 });
  return await page.innerText('#verdict');
}
