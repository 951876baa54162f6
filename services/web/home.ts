import { Hono } from 'hono';
import type { AppEnv } from './env.ts';
import { html } from './html.ts';
import { staffPage } from './layout.ts';
import { firstPages } from './menu.ts';
import { frame } from './messages.ts';

/** The start page: whoever is signed in goes on to the page where the own day begins. */
export const home = new Hono<AppEnv>().get('/', async (c) => {
  const { ctx, language } = c.var;
  if (ctx.actor.kind === 'account') return c.redirect(firstPages[ctx.actor.role]);
  return await staffPage(c, {
    title: frame.tagline,
    body: html`<p><a class="btn btn-primary" href="/sign-in">${frame.signIn[language]}</a></p>`,
  });
});
