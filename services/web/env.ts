import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Language } from './language.ts';

/** What the middleware puts beside each request. */
export interface AppEnv {
  Variables: {
    ctx: Context;
    language: Language;
    /** Present for a signed-in browser; every form of it carries the token. */
    csrfToken: string | undefined;
    config: Config;
  };
}
