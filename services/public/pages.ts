import { createHash } from 'node:crypto';
import { Hono, type Context as HonoContext } from 'hono';
import type { Config } from '../config.ts';
import { titled } from '../problem.ts';
import type { AppEnv } from '../web/env.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { requestLimits } from './limit-requests.ts';
import { texts } from './messages.ts';
import { publicAnswer } from './public-answer.ts';
import { publicBundle, publicLot } from './public-lot.ts';
import { lotBody, publicDocument } from './view.ts';

/**
 * What anyone sees who scans a code: no sign-in, no cookies, no script needed. Unknown, malformed and withheld codes
 * get the same answer, byte for byte.
 */
export function publicPages(config: Config): Hono<AppEnv> {
  const limits = requestLimits(config);
  const page = async (c: HonoContext<AppEnv>): Promise<Response> => {
    const limited = await limits(c);
    if (limited.refused) return await refuse(c, limited.retryAfterSeconds);
    const lot = await publicLot(c.var.ctx, c.req.param('code') ?? '');
    if (!lot) return await notFound(c);
    const language = languageAsked(c);
    if (wantsJson(c)) return tagged(c, JSON.stringify(publicAnswer(lot, language)), 'application/json');
    const body = lotBody(lot, language, c.var.ctx);
    const title = `${lot.fields[0]?.value ?? lot.code} · ${texts.product[language]}`;
    const path = `/T/${lot.code}`;
    const document = await publicDocument({ language, title, body, path, scripted: true });
    return tagged(c, String(document), 'text/html; charset=utf-8');
  };
  const bundle = async (c: HonoContext<AppEnv>): Promise<Response> => {
    const limited = await limits(c);
    if (limited.refused) return await refuse(c, limited.retryAfterSeconds);
    const found = await publicBundle(c.var.ctx, c.req.param('code') ?? '');
    if (!found) return await notFound(c);
    c.header('content-disposition', `attachment; filename="${found.name}"`);
    c.header('access-control-allow-origin', '*');
    return tagged(c, found.text, 'application/json');
  };
  const pages = new Hono<AppEnv>();
  // Codes are printed in upper case; people type as they like.
  for (const letter of ['T', 't']) {
    pages.get(`/${letter}/:code`, page).get(`/${letter}/:code/bundle.json`, bundle);
  }
  return pages;
}

/** By the address, or else by the browser; a cookie would make the page differ for people at one address. */
function languageAsked(c: HonoContext<AppEnv>): Language {
  const asked = c.req.query('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  return /^\s*en/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh';
}

const wantsJson = (c: HonoContext<AppEnv>): boolean => (c.req.header('accept') ?? '').includes('json');

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
  problem(c, 'not-found', texts.notFound[languageAsked(c)], texts.notFoundHint[languageAsked(c)]);

async function refuse(c: HonoContext<AppEnv>, retryAfterSeconds: number): Promise<Response> {
  c.header('retry-after', String(retryAfterSeconds));
  return await problem(
    c,
    'rate-limited',
    texts.tooMany[languageAsked(c)],
    texts.tooManyHint[languageAsked(c)],
  );
}

/** The same bytes for everybody: without the number of the request, which stands in a header. */
async function problem(
  c: HonoContext<AppEnv>,
  code: 'not-found' | 'rate-limited',
  title: string,
  hint: string,
) {
  const language = languageAsked(c);
  const { requestId: _, type, ...told } = titled(code, language, '');
  c.header('cache-control', 'no-store');
  if (wantsJson(c) || c.req.path.endsWith('.json')) {
    const body = JSON.stringify({ ...told, type: new URL(type, c.var.config.publicUrl).href });
    return c.body(body, told.status as 404, { 'content-type': 'application/problem+json' });
  }
  const body: Html = html`<h1>${title}</h1><p>${hint}</p>`;
  const page = await publicDocument({ language, title, body });
  return c.html(String(page), told.status as 404);
}
