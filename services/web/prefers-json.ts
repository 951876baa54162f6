import type { Context as HonoContext } from 'hono';
import { accepts } from 'hono/accepts';
import type { AppEnv } from './env.ts';

/** Whether a reader would rather have JSON than a page (RFC 9110 section 12.5.1); who does not say gets the page. */
export const prefersJson = (c: HonoContext<AppEnv>): boolean =>
  accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/json', 'application/problem+json'],
    default: 'text/html',
  }) !== 'text/html';
