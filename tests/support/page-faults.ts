import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Less than half as long as the source that the package exports; every page has to parse it. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds serious in the page that is open, whether it is wider than the screen, and fields far taller than a
 * finger needs: one line a fault.
 */
export async function pageFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page by the line above
    const { violations } = await (globalThis as any).axe.run(document, { resultTypes: ['violations'] });
    return violations as { id: string; impact: string; nodes: { html: string }[] }[];
  });
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const tall = await page.$$eval('input, select', (fields) =>
    fields
      .filter(({ clientHeight }) => clientHeight > 2 * 48)
      .map(({ outerHTML }) => outerHTML.slice(0, 160)),
  );
  return [
    ...found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html.slice(0, 160)}`),
    ...(wide > 0 ? [`wider than the screen by ${wide} px`] : []),
    ...tall.map((field) => `a field of one line is as tall as three: ${field}`),
  ];
}
