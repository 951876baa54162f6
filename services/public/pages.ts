import { createHash } from 'node:crypto';
import { Hono, type Context as HonoContext } from 'hono';
import type { Config } from '../config.ts';
import { titled } from '../problem.ts';
import type { AppEnv } from '../web/env.ts';
import { prefersJson } from '../web/prefers-json.ts';
import { requestLimits } from './limit-requests.ts';
import { lookUpPage } from './look-up-page.ts';
import { lotPage } from './lot-page.ts';
import { texts } from './messages.ts';
import { publicAnswer } from './public-answer.ts';
import { publicBundle, publicLot } from './public-lot.ts';
import { readerOf } from './reader.ts';

/**
 * What anyone sees who scans a code: no sign-in, no cookies, no script needed. Unknown, malformed and withheld codes
 * get the same answer, byte for byte.
 */
export function publicPages(config: Config): Hono<AppEnv> {
  const limits = requestLimits(config);
  const limited =
    (answer: (c: HonoContext<AppEnv>) => Promise<Response>) =>
    async (c: HonoContext<AppEnv>): Promise<Response> => {
      const limit = await limits(c);
      return limit.refused ? await tooMany(c, limit.retryAfterSeconds) : await answer(c);
    };
  const pages = new Hono<AppEnv>();
  // Codes are printed in upper case; people type as they like.
  for (const letter of ['T', 't']) {
    pages.get(`/${letter}`, lookUp);
    pages.get(`/${letter}/:code`, limited(page)).get(`/${letter}/:code/bundle.json`, limited(bundle));
  }
  return pages;
}

/** The field to type a code in, or the way from there to the page of a code. */
async function lookUp(c: HonoContext<AppEnv>): Promise<Response> {
  const reader = readerOf(c);
  const code = c.req.query('code')?.replaceAll(/[\s/]/g, '') ?? '';
  if (code !== '') return c.redirect(`/T/${encodeURIComponent(code)}${reader.query}`, 303);
  const { language } = reader;
  const said = { title: texts.lookUpTitle[language], hint: texts.lookUpHint[language] };
  return tagged(c, String(await lookUpPage(reader, said)), 'text/html; charset=utf-8');
}

async function page(c: HonoContext<AppEnv>): Promise<Response> {
  const lot = await publicLot(c.var.ctx, c.req.param('code') ?? '');
  if (!lot) return await notFound(c);
  const reader = readerOf(c);
  if (prefersJson(c))
    return tagged(c, JSON.stringify(publicAnswer(lot, reader.language)), 'application/json');
  return tagged(c, String(await lotPage(lot, reader, c.var.ctx)), 'text/html; charset=utf-8');
}

async function bundle(c: HonoContext<AppEnv>): Promise<Response> {
  const found = await publicBundle(c.var.ctx, c.req.param('code') ?? '');
  if (!found) return await notFound(c);
  c.header('content-disposition', `attachment; filename="${found.name}"`);
  c.header('access-control-allow-origin', '*');
  return tagged(c, found.text, 'application/json');
}

/** With the hash of what it says, so that a second look costs no second transfer. */
function tagged(c: HonoContext<AppEnv>, text: string, type: string): Response {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 20)}"`;
  c.header('etag', etag);
  c.header('cache-control', 'no-cache');
  c.header('vary', 'accept, accept-language, accept-encoding');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  return c.body(text, 200, { 'content-type': type });
}

const notFound = (c: HonoContext<AppEnv>): Promise<Response> =>
  problem(c, 'not-found', 'notFound', 'notFoundHint');

async function tooMany(c: HonoContext<AppEnv>, retryAfterSeconds: number): Promise<Response> {
  c.header('retry-after', String(retryAfterSeconds));
  return await problem(c, 'rate-limited', 'tooMany', 'tooManyHint');
}

/** The same bytes for everybody: without the number of the request, which stands in a header. */
async function problem(
  c: HonoContext<AppEnv>,
  code: 'not-found' | 'rate-limited',
  title: keyof typeof texts,
  hint: keyof typeof texts,
): Promise<Response> {
  const reader = readerOf(c);
  const { language } = reader;
  const { requestId: _, type, ...told } = titled(code, language, '');
  c.header('cache-control', 'no-store');
  if (prefersJson(c) || c.req.path.endsWith('.json')) {
    const body = JSON.stringify({ ...told, type: new URL(type, c.var.config.publicUrl).href });
    return c.body(body, told.status as 404, { 'content-type': 'application/problem+json' });
  }
  const said = { title: texts[title][language], hint: texts[hint][language] };
  return c.html(String(await lookUpPage(reader, said)), told.status as 404);
}
