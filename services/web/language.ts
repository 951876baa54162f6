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
  return chosen === 'zh' || chosen === 'en' ? chosen : browserLanguage(c);
}

/** What the browser asks for first. */
export const browserLanguage = (c: HonoContext<AppEnv>): Language =>
  /^\s*en/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh';
