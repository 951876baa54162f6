import { Hono } from 'hono';
import type { AppEnv } from './env.ts';
import { html } from './html.ts';
import { staffPage } from './layout.ts';
import { menuFor } from './menu.ts';
import { frame } from './messages.ts';

/** The start page: where each role's work begins. */
export const home = new Hono<AppEnv>().get('/', async (c) => {
  const { ctx, language } = c.var;
  return await staffPage(c, {
    title: frame.tagline,
    body:
      ctx.actor.kind === 'account'
        ? html`<ul class="list-unstyled">${menuFor(ctx).map(({ path, label }) => html`<li class="mb-2"><a class="btn btn-outline-primary btn-wide" href="${path}">${label[language]}</a></li>`)}</ul>`
        : html`<p><a class="btn btn-primary" href="/sign-in">${frame.signIn[language]}</a></p>`,
  });
});
