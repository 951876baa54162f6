import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { assetSource } from './asset-sources.ts';

/**
 * Style sheets and browser modules. An address with the hash of what it answers may be kept for ever, and pages name
 * them by such addresses. Whoever leaves the hash out gets the present content and must ask again.
 */
export const assets = new Hono().get('/:path{.+}', (c) => {
  const asset = assetAt(c.req.param('path'));
  if (!asset) return c.text('not found\n', 404);
  const named = c.req.query('v') === asset.version;
  const etag = `"${asset.version}"`;
  c.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('etag', etag);
  c.header('vary', 'accept-encoding');
  c.header('x-content-type-options', 'nosniff');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  const encoding = accepts(c, {
    header: 'Accept-Encoding',
    supports: ['br', 'gzip'],
    default: 'identity',
    match: (accepted, { supports, default: plain }) =>
      supports.find((ours) => accepted.some(({ type, q }) => type === ours && q > 0)) ?? plain,
  });
  if (encoding !== 'identity') c.header('content-encoding', encoding);
  c.header('content-type', `${asset.type}; charset=utf-8`);
  return c.body(asset.body(encoding));
});

/** The address of an asset, with the hash of its content: `client/x.ts` → `/assets/client/x.ts?v=…`. */
export function assetUrl(path: string): string {
  const asset = assetAt(path);
  if (!asset) throw new RangeError(`there is no asset ${path}`);
  return `/assets/${path}?v=${asset.version}`;
}

interface Asset {
  readonly type: string;
  readonly version: string;
  body(encoding: string): Uint8Array<ArrayBuffer>;
}

const known = new Map<string, Asset>();

function assetAt(path: string): Asset | undefined {
  const asset = known.get(path) ?? makeAsset(path);
  if (asset) known.set(path, asset);
  return asset;
}

/** The hash of a module covers the addresses of what it loads later, and so their hashes. */
function makeAsset(path: string): Asset | undefined {
  const source = assetSource(path, assetUrl);
  if (!source) return undefined;
  const { type, text } = source;
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    type,
    version: createHash('sha256').update(text).digest('base64url').slice(0, 10),
    body(encoding) {
      const body = bodies.get(encoding) ?? encoded(text, encoding);
      bodies.set(encoding, body);
      return body;
    },
  };
}

/** Compressed once and as well as can be, not for each request. */
function encoded(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  if (encoding === 'gzip') return Uint8Array.from(gzipSync(text, { level: 9 }));
  if (encoding !== 'br') return new TextEncoder().encode(text);
  return Uint8Array.from(brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
