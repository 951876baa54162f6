import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { labelPage } from '#services/labels/index.ts';
import type { AppEnv } from '#services/web/env.ts';
import { launchBrowser } from '#tests/support/browser.ts';

const css = readFileSync(new URL('../../services/labels/label.css', import.meta.url), 'utf8');
const code = 'VSXRJAEMSBQR7HSM0';
const supplier = '上海市顺鑫肉类加工厂有限责任公司浦东分公司第三车间配送中心';
const heading = '经过特别处理的冷鲜带皮去骨五花肉切块（大包装，分装后冷藏保存，限当日使用完毕）';

/** A label with the longest texts that records hold, as the product writes it. */
async function longLabel(): Promise<string> {
  const app = new Hono<AppEnv>()
    .use(async (c, next) => {
      c.set('language', 'zh');
      c.set('config', { publicUrl: 'https://shansu.example.edu.cn' } as AppEnv['Variables']['config']);
      await next();
    })
    .get('/', (c) => {
      const facts = [supplier, `批号 PORK-${'1234567890'.repeat(6)}`, '2026-03-02 25 kg', '到期 2026-03-06'];
      return labelPage(c, [{ heading, code, lines: facts.map((fact) => [undefined, fact] as const) }], '/');
    });
  return (await (await app.request('/')).text()).replace(/<link[^>]*>/, `<style>${css}</style>`);
}

test('on paper, the longest texts leave the symbol, the code and the last day of use whole and apart', async () => {
  await using browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.setContent(await longLabel());
  await page.emulateMedia({ media: 'print' });
  /** Sides in tenths of a millimetre from the label's corner. */
  const box = (selector: string) =>
    page.$eval(selector, (element) => {
      const [own, around] = [
        element.getBoundingClientRect(),
        element.closest('.label')!.getBoundingClientRect(),
      ];
      const tenths = (pixels: number) => Math.round((pixels / 96) * 254);
      return {
        left: tenths(own.left - around.left),
        top: tenths(own.top - around.top),
        right: tenths(own.right - around.left),
        bottom: tenths(own.bottom - around.top),
      };
    });
  const [title, facts, lastDay, symbol, printed] = [
    await box('h2'),
    await box('ul'),
    await box('li:last-child'),
    await box('.qr'),
    await box('.code'),
  ];
  expect(title.bottom).toBeGreaterThan(title.top);
  expect(title.bottom).toBeLessThanOrEqual(symbol.top);
  expect(facts.right).toBeLessThanOrEqual(symbol.left);
  expect(lastDay.bottom).toBeLessThanOrEqual(printed.top);
  expect(symbol.bottom).toBeLessThanOrEqual(printed.top);
  expect(symbol.right).toBeLessThanOrEqual(600);
  expect(printed.bottom).toBeLessThanOrEqual(400);
  expect(symbol.right - symbol.left).toBeGreaterThan(200);
});
