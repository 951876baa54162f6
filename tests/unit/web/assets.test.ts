import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { assets, assetUrl } from '#services/web/assets.ts';

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

test('a module brings all that it needs along, without types and comments, and nothing more', async () => {
  const text = await (await get(assetUrl('client/verify-proof.ts'))).text();
  expect(text).not.toMatch(/^import /m);
  expect(text).toMatch(/^export \{ .*verifyProof as verifyProof/m);
  expect(text).not.toMatch(/: string|\/\*\*|zod|noble-curves/);
});

test('what a module asks for only when it comes to it, it finds by address and hash', async () => {
  const text = await (await get(assetUrl('client/public-proof.ts'))).text();
  expect(text).toContain(`import('${assetUrl('ledger/failures.ts')}')`);
});

test.for([
  '/assets/ledger/README.md',
  '/assets/client/../main.ts',
  '/assets/ledger/nothing.ts',
  '/assets/npm/pg.js',
  '/assets/npm/canonicalize',
  '/assets/',
])('nothing is served at %s', async (url) => {
  expect((await get(url)).status).toBe(404);
});
