import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { assets, assetUrl, moduleUrls } from '#services/web/assets.ts';

const get = (url: string, headers: Record<string, string> = {}) =>
  assets.request(url.replace('/assets', ''), { headers });

test('an address with its hash may be kept for ever, one without must be asked again', async () => {
  const named = await get(assetUrl('style.css'));
  expect(named.status).toBe(200);
  expect(named.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const url of ['/assets/style.css', '/assets/style.css?v=outdated']) {
    const plain = await get(url);
    expect(plain.headers.get('cache-control')).toBe('no-cache');
    const again = await get(url, { 'if-none-match': plain.headers.get('etag') as string });
    expect(again.status).toBe(304);
  }
});

test('bodies are compressed for those who take it', async () => {
  const url = assetUrl('ledger/verify.ts');
  const plain = await (await get(url)).text();
  const gzipped = await get(url, { 'accept-encoding': 'gzip, deflate' });
  expect(gzipped.headers.get('content-encoding')).toBe('gzip');
  expect(gunzipSync(await gzipped.bytes()).toString()).toBe(plain);
  const brotli = await get(url, { 'accept-encoding': 'gzip, deflate, br' });
  expect(brotli.headers.get('content-encoding')).toBe('br');
  const refused = await get(url, { 'accept-encoding': 'gzip;q=0' });
  expect(refused.headers.get('content-encoding')).toBe(null);
});

test('a module names what it imports by address and hash', async () => {
  const text = await (await get(assetUrl('ledger/note.ts'))).text();
  const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, specifier]) => specifier);
  expect(imported).toEqual(['bytes', 'ed25519', 'hash'].map((name) => assetUrl(`ledger/${name}.ts`)));
  expect(text).not.toMatch(/: string|\/\*\*/);
});

test('all that the verifier loads is served, and knows no more than it needs', async () => {
  const urls = moduleUrls('ledger/verify.ts');
  expect(urls).toContain(assetUrl('ledger/merkle.ts'));
  expect(urls).toContain(assetUrl('npm/@noble/curves/abstract/edwards.js'));
  expect(urls.filter((url) => /zod|frost|fft|oprf|hash-to-curve/.test(url))).toEqual([]);
  for (const url of urls) expect((await get(url)).status, url).toBe(200);
});

test.for([
  '/assets/ledger/README.md',
  '/assets/client/../main.ts',
  '/assets/ledger/nothing.ts',
  '/assets/npm/pg.js',
  '/assets/',
])('nothing is served at %s', async (url) => {
  expect((await get(url)).status).toBe(404);
});
