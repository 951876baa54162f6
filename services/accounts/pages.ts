import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DomainError } from '../errors.ts';
import { titled } from '../problem.ts';
import type { AppEnv } from '../web/env.ts';
import { readForm } from '../web/form.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { frame } from '../web/messages.ts';
import { ownPath } from '../web/own-path.ts';
import { sessionCookie } from '../web/request.ts';
import { endSession } from './authenticate.ts';
import { signIn } from './sign-in.ts';

export const accountPages = new Hono<AppEnv>()
  .get('/sign-in', (c) => signInPage(c, ownPath(c.req.query('next'))))
  .post('/sign-in', async (c) => {
    const form = await c.req.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const next = ownPath(text('next'));
    try {
      const { token } = await signIn(c.var.ctx, {
        username: text('username').trim(),
        password: text('password'),
      });
      const secure = c.var.config.publicUrl.startsWith('https:');
      setCookie(c, sessionCookie, token, { httpOnly: true, sameSite: 'Lax', secure, path: '/' });
      return c.redirect(next, 303);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return await signInPage(c, next, error, text('username'));
    }
  })
  .post('/sign-out', async (c) => {
    await readForm(c);
    const token = getCookie(c, sessionCookie);
    if (token) await endSession(c.var.ctx, token);
    deleteCookie(c, sessionCookie, { path: '/' });
    return c.redirect('/sign-in', 303);
  });

async function signInPage(
  c: Parameters<typeof readForm>[0],
  next: string,
  refusal?: DomainError,
  username = '',
) {
  const { language, ctx } = c.var;
  const problem = refusal && titled(refusal.code, language, ctx.requestId);
  return await staffPage(c, {
    title: frame.signIn,
    status: problem ? (problem.status as 401) : 200,
    body: html`<form class="card card-body sign-in" method="post" action="/sign-in">
      ${problem ? html`<div class="error-summary" role="alert"><p>${problem.title}</p></div>` : ''}
      <input type="hidden" name="next" value="${next}">
      <div class="field"><label class="form-label" for="username">${frame.username[language]}</label>
        <input class="form-control" id="username" name="username" type="text" value="${username}" autocomplete="username" autocapitalize="none" required></div>
      <div class="field"><label class="form-label" for="password">${frame.password[language]}</label>
        <input class="form-control" id="password" name="password" type="password" autocomplete="current-password" required></div>
      <div><button class="btn btn-primary btn-wide" type="submit">${frame.signIn[language]}</button></div>
    </form>`,
  });
}
