import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { browserLanguage, type Language } from '../web/language.ts';

/** Who reads a public page, as far as it matters. */
export interface Reader {
  readonly language: Language;
  /** What keeps a chosen language when a link is followed: `?lang=en`, or nothing. */
  readonly query: string;
}

/** By the address, or else by the browser; a cookie would make the page differ for people at one address. */
export function readerOf(c: HonoContext<AppEnv>): Reader {
  const asked = c.req.query('lang');
  if (asked === 'zh' || asked === 'en') return { language: asked, query: `?lang=${asked}` };
  return { language: browserLanguage(c), query: '' };
}
