import type { Context as HonoContext } from 'hono';
import { getCookie } from 'hono/cookie';
import type { AppEnv } from './env.ts';

export type Language = 'zh' | 'en';

/** One text in both languages; a catalogue is an object of these, so that neither language can be forgotten. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}

export const languageCookie = 'shansu_language';

/** Chinese unless the reader chose English, by the switch on every page or by Accept-Language. */
export function languageOf(c: HonoContext<AppEnv>): Language {
  const chosen = getCookie(c, languageCookie);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const [first = ''] = (c.req.header('accept-language') ?? '').split(',');
  return first.trim().toLowerCase().startsWith('en') ? 'en' : 'zh';
}
