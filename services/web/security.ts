import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { paperMaxBytes } from '#schemas/paper.ts';
import { DomainError } from '../errors.ts';
import { apiPrefix } from './api-prefix.ts';
import type { AppEnv } from './env.ts';

/** Nothing from outside, nothing inline. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  // Stored files leave under a stricter policy of their own.
  overwrite: false,
});

const tooLarge = () => {
  throw new DomainError('payload-too-large');
};
const jsonBytes = 256 * 1024;
const importBytes = 10 * 1024 * 1024;
const formBytes = 12 * 1024 * 1024;

/** 256 KB for the API, 10 MB for a paper or an import, 12 MB for forms with photos. */
export const limitBody: MiddlewareHandler<AppEnv> = (c, next) =>
  bodyLimit({ maxSize: bodyBytes(c.req.path), onError: tooLarge })(c, next);

function bodyBytes(path: string): number {
  if (path === '/api/v1/papers') return paperMaxBytes;
  if (path === '/api/v1/purchases/import') return importBytes;
  return path.startsWith(apiPrefix) ? jsonBytes : formBytes;
}

/**
 * Forms must come from our own pages: browsers say so in Sec-Fetch-Site or Origin, and a request that says neither is
 * refused too. The API takes no cookies, so it needs no such check.
 */
export const sameSiteForms: MiddlewareHandler<AppEnv> = async (c, next) => {
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
  if (!safe && !c.req.path.startsWith(apiPrefix) && !fromOurPages(c.req.raw))
    throw new DomainError('cross-site-request');
  await next();
};

function fromOurPages(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get('host');
}
