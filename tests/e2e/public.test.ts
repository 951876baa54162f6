import { afterAll, beforeAll, expect, test } from 'vitest';
import { canteen } from '#tests/support/batches.ts';
import { type BrowsedApp, browsedApp } from '#tests/support/browsed-app.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { pageFaults } from '#tests/support/page-faults.ts';
import { phone, verdictOn } from '#tests/support/phone.ts';
import { servedLunch } from '#tests/support/trace.ts';
import { countTransfers, type Transfer } from '#tests/support/transfer.ts';

let site: BrowsedApp;
let lunch: Awaited<ReturnType<typeof servedLunch>>;

beforeAll(async () => {
  site = await browsedApp();
  const { t } = site;
  lunch = await servedLunch(t, await canteen(await t.district()));
  await sequence(t);
  await anchor(t);
});
afterAll(() => site[Symbol.asyncDispose]());

const kinds = () => [lunch.meat, lunch.porkDish, lunch.meal, lunch.sample, lunch.topped];

test('each kind of page checks its own proof on the device, names who attested, and says what that means', async () => {
  for (const { code } of kinds()) {
    await using visit = await phone(site.browser);
    await visit.page.goto(`${site.url}/T/${code}`);
    const verdict = await verdictOn(visit.page);
    expect(verdict).toContain('✓ 已在本机核验：所示内容未被改动');
    expect(verdict).toContain('开发账本，无外部见证：教育局、市场监管局都由运营方自己扮演');
    const proof = await visit.page.innerText('#proof');
    expect(proof).toContain('教育局、市场监管局都签名确认账本上有这个检查点，签名有效');
    expect(proof).toMatch(/这条记录排在日志第 \d+ 条，共 \d+ 条/);
    // A delivery tells nothing that is not in its own record; the others tell where their ingredients came from.
    expect(proof.includes('不在这份证明之内')).toBe(code !== lunch.meat.code);
    expect(proof).toMatch(/信任文件来自同一网站.*指纹 [0-9a-f]{16}/);
    expect(proof).toContain('它不是食品安全的结论');
    expect(visit.faults).toEqual([]);
    expect(await visit.page.context().cookies()).toEqual([]);
  }
});

test('in English too, and a chosen language stays when links are followed', async () => {
  await using visit = await phone(site.browser);
  await visit.page.goto(`${site.url}/T/${lunch.porkDish.code}`);
  await visit.page.click('a[lang=en]');
  expect(await verdictOn(visit.page)).toContain(
    'Development ledger, no outside witness: the operator itself plays Education Bureau and Market Regulator',
  );
  await visit.page.locator('.facts a').first().click();
  await visit.page.waitForURL(/\/T\/\w{17}\?lang=en$/);
  expect(await verdictOn(visit.page)).toContain('Checked on this device');
});

test('without scripts the page tells the same, and promises no check', async () => {
  await using visit = await phone(site.browser, { javaScriptEnabled: false });
  await visit.page.goto(`${site.url}/T/${lunch.porkDish.code}`);
  expect(await visit.page.innerText('h1')).toBe('滑肉片');
  expect(await visit.page.innerText('.facts')).toContain('冷鲜猪后腿');
  const verdict = await visit.page.innerText('#verdict');
  expect(verdict).toContain('已上链');
  expect(verdict).toContain('开发账本，无外部见证');
  expect(verdict).toContain('启用脚本后');
  await visit.page.goto(`${site.url}/T`);
  await visit.page.fill(
    '#code',
    ` ${lunch.meat.code
      .toLowerCase()
      .match(/.{1,4}/g)
      ?.join(' ')}`,
  );
  await visit.page.click('button');
  expect(await visit.page.innerText('h1')).toBe('冷鲜猪后腿');
});

test('codes that nobody may know, and those that are none, look the same', async () => {
  const { owner, clock } = site.t;
  await owner
    .updateTable('publicCodes')
    .set({ withheldAt: clock.now() })
    .where('code', '=', lunch.slices.code)
    .execute();
  const seen = [];
  for (const code of [lunch.slices.code, '0'.repeat(17), 'nothing']) {
    await using visit = await phone(site.browser);
    const response = await visit.page.goto(`${site.url}/T/${code}`);
    seen.push([response?.status(), await visit.page.content()]);
  }
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(seen[0]?.[0]).toBe(404);
  await owner.updateTable('publicCodes').set({ withheldAt: null }).execute();
});

const sum = (transfers: readonly Transfer[], key: 'transferred' | 'decoded') =>
  transfers.reduce((total, each) => total + each[key], 0);

/**
 * Over plain HTTP from another host a browser takes gzip only; brotli needs HTTPS or this machine. It is for scripts and
 * style sheets, which are encoded once; what is written for a request always goes by gzip.
 */
test.for(['br', 'gzip'])(
  'a visit with its proof verified transfers at most 50 KB in all, headers and proof included, its scripts with %s',
  async (encoding) => {
    for (const { code } of [lunch.meat, lunch.meal]) {
      await using visit = await phone(site.browser);
      if (encoding === 'gzip') await visit.page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
      const transfers = await countTransfers(visit.page);
      await visit.page.goto(`${site.url}/T/${code}`);
      await verdictOn(visit.page);
      const all = transfers();
      const first = all.filter(({ url }) => !/\.ts|\.json/.test(url));
      const sizes = {
        requests: all.length,
        firstPaint: sum(first, 'transferred'),
        transferred: sum(all, 'transferred'),
        uncompressed: sum(all, 'decoded'),
      };
      console.log(`public page of ${code} with ${encoding}: ${JSON.stringify(sizes)}`);
      const counted = all.filter(({ transferred }) => transferred > 0);
      const encodings = new Map(counted.map((each) => [new URL(each.url).pathname, each.encoding]));
      for (const path of [`/T/${code}`, `/T/${code}/bundle.json`, '/trust.json'])
        expect(encodings.get(path), path).toBe('gzip');
      const scripts = [...encodings].filter(([path]) => path.endsWith('.ts'));
      expect(new Set(scripts.map(([, by]) => by))).toEqual(new Set([encoding]));
      expect(all.length).toBeLessThan(10);
      expect(sizes.firstPaint).toBeLessThan(10_000);
      expect(sizes.transferred).toBeLessThanOrEqual(50_000);
    }
  },
);

const weChat =
  'Mozilla/5.0 (Linux; Android 14; V2307A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MicroMessenger/8.0.47 NetType/3G Language/zh_CN';

test('over a slow network the page can be read before its proof is there', async () => {
  await using visit = await phone(site.browser, { userAgent: weChat });
  const devtools = await visit.page.context().newCDPSession(visit.page);
  await devtools.send('Network.enable');
  const kilobytes = 1024;
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 300,
    downloadThroughput: 50 * kilobytes,
    uploadThroughput: 20 * kilobytes,
  });
  const began = performance.now();
  await visit.page.goto(`${site.url}/T/${lunch.porkDish.code}`, { waitUntil: 'commit' });
  await visit.page.getByRole('heading', { name: '滑肉片' }).waitFor();
  const readable = performance.now() - began;
  expect(await visit.page.innerText('#verdict')).not.toContain('已在本机核验');
  expect(await verdictOn(visit.page)).toContain('已在本机核验');
  const verified = performance.now() - began;
  console.log(
    `at 50 kB/s and 300 ms: readable after ${Math.round(readable)} ms, verified after ${Math.round(verified)} ms`,
  );
});

test('when the proof cannot be fetched the page says so and tries again when asked', async () => {
  await using visit = await phone(site.browser);
  await visit.page.route('**/bundle.json', (route) => route.abort());
  await visit.page.goto(`${site.url}/T/${lunch.meat.code}`);
  await visit.page.waitForSelector('.verdict-unfinished');
  expect(await visit.page.innerText('#verdict')).toContain('证明没有取到');
  await visit.page.unroute('**/bundle.json');
  await visit.page.click('#verdict button');
  expect(await verdictOn(visit.page)).toContain('已在本机核验');
});

test.for([
  [360, '16px'],
  [360, '32px'],
  [1280, '16px'],
] as const)(
  'axe finds nothing serious, and nothing is cut off at %i pixels with letters of %s',
  async ([width, size]) => {
    const { meat, porkDish, meal } = lunch;
    const paths = ['/T', '/T/nothing', `/T/${meat.code}`, `/T/${porkDish.code}`, `/T/${meal.code}?lang=en`];
    await using visit = await phone(site.browser, { viewport: { width, height: 800 } });
    for (const path of paths) {
      await visit.page.goto(site.url + path);
      if (/\w{17}/.test(path)) await verdictOn(visit.page);
      await visit.page.evaluate((large) => {
        document.documentElement.style.fontSize = large;
      }, size);
      expect(await pageFaults(visit.page), path).toEqual([]);
    }
  },
);
