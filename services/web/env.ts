import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Language, Message } from './language.ts';

/** What the middleware puts beside each request. */
export interface AppEnv {
  Variables: {
    ctx: Context;
    language: Language;
    /** Present for a signed-in browser; every form of it carries the token. */
    csrfToken: string | undefined;
    config: Config;
    /** Who confirms what the log signs; undefined where no ledger was opened. */
    witnesses: Message | undefined;
  };
}
