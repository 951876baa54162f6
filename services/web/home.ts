import { Hono } from 'hono';
import type { AppEnv } from './env.ts';
import { html } from './html.ts';
import { staffPage } from './layout.ts';
import { firstPages } from './menu.ts';
import { frame, welcome } from './messages.ts';

/**
 * The start page: whoever is signed in goes on to the page where the own day begins; anybody else looks up a code or
 * signs in.
 */
export const home = new Hono<AppEnv>().get('/', async (c) => {
  const { ctx, language } = c.var;
  if (ctx.actor.kind === 'account') return c.redirect(firstPages[ctx.actor.role]);
  const t = (key: keyof typeof welcome) => welcome[key][language];
  return await staffPage(c, {
    title: frame.tagline,
    body: html`<p class="hint">${t('promise')}</p>
      <div class="ways-in">
        <form class="card card-body" action="/T" method="get"><h2>${t('label')}</h2>
          <div class="field"><label class="form-label" for="code">${t('code')}</label>
            <input class="form-control code" id="code" name="code" type="text" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"></div>
          <div><button class="btn btn-primary btn-wide" type="submit">${t('lookUp')}</button></div></form>
        <section class="card card-body"><h2>${t('staff')}</h2><p>${t('staffHint')}</p>
          <div class="mt-auto"><a class="btn btn-wide" href="/sign-in">${frame.signIn[language]}</a></div></section>
      </div>
      <p class="mt-3"><a href="/api">${t('api')}</a></p>`,
  });
});
