import type { Context as HonoContext } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem, ProblemCode } from '#schemas/problem.ts';
import { DomainError } from '../errors.ts';
import { problemOf, titled } from '../problem.ts';
import { apiPrefix } from './api-prefix.ts';
import type { AppEnv } from './env.ts';
import { html } from './html.ts';
import { staffPage } from './layout.ts';
import { frame } from './messages.ts';
import { ownPath } from './own-path.ts';
import { prefersJson } from './prefers-json.ts';

/** Answers a failure: problem+json for programs, a readable page for people. */
export async function answerProblem(error: unknown, c: HonoContext<AppEnv>): Promise<Response> {
  const { language, ctx } = c.var;
  const problem = problemOf(asDomainError(error), language, ctx.requestId);
  if (problem.status >= 500) ctx.log.error({ err: error }, 'request failed');
  if (wantsJson(c)) return problemJson(c, problem);
  if (problem.status === 401 && c.req.method === 'GET')
    return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`);
  return await problemPage(c, problem);
}

/** Nothing is there; whoever wrote a slash too many is led to the address without it. */
export async function answerNotFound(c: HonoContext<AppEnv>): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method === 'GET' && pathname.endsWith('/'))
    return c.redirect(ownPath(pathname.replace(/\/+$/, '') + search), 308);
  const problem = titled('not-found', c.var.language, c.var.ctx.requestId);
  return wantsJson(c) ? problemJson(c, problem) : await problemPage(c, problem);
}

/** When whatever is away or busy may be asked again; a repeated submission with the same key counts once. */
const retryAfterSeconds = 1;

const wantsJson = (c: HonoContext<AppEnv>): boolean => c.req.path.startsWith(apiPrefix) || prefersJson(c);

const problemJson = (c: HonoContext<AppEnv>, problem: Problem): Response => {
  const type = new URL(problem.type, c.var.config.publicUrl).href;
  return c.body(JSON.stringify({ ...problem, type }), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(problem.status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
  });
};

async function problemPage(c: HonoContext<AppEnv>, problem: Problem): Promise<Response> {
  const { language } = c.var;
  return await staffPage(c, {
    title: problem.title,
    status: problem.status as ContentfulStatusCode,
    body: html`<div class="card card-body">
      ${problem.detail ? html`<p>${problem.detail}</p>` : ''}
      ${problem.type.endsWith('/forbidden') ? html`<p>${frame.forbiddenHint[language]}</p>` : ''}
      ${problem.status === 404 ? html`<p>${frame.notFoundHint[language]}</p>` : ''}
      ${(problem.errors ?? []).map(({ pointer, detail }) => html`<p><span class="code">${pointer}</span> ${detail}</p>`)}
      ${c.req.method === 'GET' ? '' : html`<p>${frame.nothingSaved[language]}</p>`}
      <p><a href="${problem.type}">${frame.explain[language]}</a> · <a href="/">${frame.home[language]}</a></p>
      <p class="text-secondary">${frame.requestNumber[language]} <span class="code">${problem.requestId}</span></p>
    </div>`,
  });
}

/** Failures of the framework (unreadable body, wrong media type) become codes of our own table. */
function asDomainError(error: unknown): unknown {
  if (!(error instanceof HTTPException)) return error;
  const codes: Partial<Record<number, ProblemCode>> = {
    400: 'malformed-body',
    413: 'payload-too-large',
    415: 'unsupported-media-type',
  };
  const code = codes[error.status];
  return code ? new DomainError(code, { cause: error }) : error;
}
