import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { assetSource, pointImports } from './asset-sources.ts';

/**
 * Style sheets and browser modules. An address with the hash of what it answers may be kept for ever; pages and
 * modules name each other by such addresses. Whoever leaves the hash out gets the present content and must ask again.
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

/** The addresses of all modules that a module loads at once, itself included: for a browser to fetch them in parallel. */
export function moduleUrls(path: string): string[] {
  const found = new Set<string>();
  const visit = (module: string): void => {
    if (found.has(module)) return;
    found.add(module);
    for (const imported of assetAt(module)?.needed ?? []) visit(imported);
  };
  visit(path);
  return [...found].map(assetUrl);
}

interface Asset {
  readonly type: string;
  readonly version: string;
  readonly needed: readonly string[];
  body(encoding: string): Uint8Array<ArrayBuffer>;
}

const known = new Map<string, Asset>();

function assetAt(path: string): Asset | undefined {
  const asset = known.get(path) ?? makeAsset(path);
  if (asset) known.set(path, asset);
  return asset;
}

/** The hash of a module covers the addresses of what it imports, and so their hashes: a change reaches every importer. */
function makeAsset(path: string): Asset | undefined {
  const source = assetSource(path);
  if (!source) return undefined;
  const { imports } = source;
  const text = pointImports(source.text, (specifier) => assetUrl(imports.get(specifier) as string));
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    type: source.type,
    version: createHash('sha256').update(text).digest('base64url').slice(0, 10),
    needed: source.needed,
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
