import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { accountOfApiToken, accountOfSession } from '../accounts/authenticate.ts';
import type { Actor, Context } from '../context.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../ids.ts';
import { fingerprint, submissionKey } from '../submission.ts';
import { apiPrefix } from './api-prefix.ts';
import type { AppEnv } from './env.ts';
import { languageOf } from './language.ts';

export const sessionCookie = 'shansu_session';

/** Gives each request its context, of nobody yet, and writes one wide log line when it is done. */
export function requestContext(deps: Deps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const began = performance.now();
    const requestId = newId(deps.clock.now());
    const log = deps.log.child({ requestId });
    c.set('language', languageOf(c));
    c.set('config', deps.config);
    c.set('witnesses', deps.witnesses);
    c.set('ctx', { ...deps, actor: { kind: 'public' }, log, requestId });
    c.header('x-request-id', requestId);
    await next();
    const { actor } = c.var.ctx;
    log.info(
      {
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        milliseconds: Math.round(performance.now() - began),
        ...(actor.kind === 'account' ? { account: actor.accountId, role: actor.role } : {}),
      },
      'request',
    );
  };
}

/** Says who asks, and under which submission key. Reads a body only after its size was limited. */
export function authenticate(deps: Deps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const ofApi = c.req.path.startsWith(apiPrefix);
    const caller = ofApi
      ? await apiCaller(deps, c.req.header('authorization'))
      : await browserCaller(deps, getCookie(c, sessionCookie));
    c.set('csrfToken', caller.csrfToken);
    const submission = ofApi ? await submissionOf(deps, caller.actor, c.req.raw) : {};
    c.set('ctx', { ...c.var.ctx, actor: caller.actor, ...submission });
    await next();
  };
}

interface Caller {
  readonly actor: Actor;
  readonly csrfToken: string | undefined;
}
const nobody: Caller = { actor: { kind: 'public' }, csrfToken: undefined };

/** Programs authenticate by API token only: a browser's cookie never reaches the API. */
async function apiCaller(deps: Deps, authorization: string | undefined): Promise<Caller> {
  const [, token] = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(authorization ?? '') ?? [];
  const actor = token && (await accountOfApiToken(deps, token));
  return actor ? { actor, csrfToken: undefined } : nobody;
}

async function browserCaller(deps: Deps, cookie: string | undefined): Promise<Caller> {
  return (cookie && (await accountOfSession(deps, cookie))) || nobody;
}

/** The Idempotency-Key of an API call with the hash of what it says. */
async function submissionOf(
  { vault }: Deps,
  actor: Actor,
  request: Request,
): Promise<Pick<Context, 'submission'>> {
  const key = request.headers.get('idempotency-key');
  if (key === null || actor.kind !== 'account' || !submissionKey.test(key)) return {};
  const { pathname } = new URL(request.url);
  const hash = createHash('sha256').update(`${request.method} ${pathname}\n`);
  hash.update(new Uint8Array(await request.clone().arrayBuffer()));
  return {
    submission: { accountId: actor.accountId, key, bodyHash: fingerprint(vault, hash.digest('hex')) },
  };
}
