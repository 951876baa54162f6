import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { assetUrl } from './assets.ts';
import type { AppEnv } from './env.ts';
import { type Html, html } from './html.ts';
import type { Message } from './language.ts';
import { languageLink } from './language-switch.ts';
import { currentEntry, menuFor } from './menu.ts';
import { frame } from './messages.ts';

interface Page {
  readonly title: Message | string;
  readonly body: Html;
  /** The page that this one was opened from, for those who have no back button at hand. */
  readonly back?: { readonly path: string; readonly label: Message | string };
  /** Browser modules of this page, by file name under `services/web/client/`. */
  readonly scripts?: readonly string[];
  /** Style sheets of this page beside those of all pages, by asset path. */
  readonly styles?: readonly string[];
  readonly status?: ContentfulStatusCode;
}

/** A staff page: the frame with menu, language switch and sign-out around the body. */
export async function staffPage(c: HonoContext<AppEnv>, page: Page): Promise<Response> {
  const { ctx, language, csrfToken, witnesses } = c.var;
  const t = (message: Message) => message[language];
  const title = typeof page.title === 'string' ? page.title : t(page.title);
  const { actor } = ctx;
  const menu = menuFor(ctx);
  const current = currentEntry(menu, c.req.path);
  return c.html(
    html`<!DOCTYPE html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · ${t(frame.product)}</title>
  <link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
  <link rel="stylesheet" href="${assetUrl('tabler.css')}">
  <link rel="stylesheet" href="${assetUrl('style.css')}">
  <link rel="stylesheet" href="${assetUrl('header.css')}">
  ${(page.styles ?? []).map((path) => html`<link rel="stylesheet" href="${assetUrl(path)}">`)}
  ${(page.scripts ?? []).map((file) => html`<script type="module" src="${assetUrl(`client/${file}`)}"></script>`)}
</head>
<body>
  <a class="skip" href="#content">${t(frame.skipToContent)}</a>
  <div class="page">
    <header class="navbar d-print-none">
      <div class="container-xl">
        <a class="navbar-brand" href="/">${t(frame.product)}</a>
        ${
          actor.kind === 'account'
            ? html`<button class="btn menu-button" type="button" popovertarget="site-menu">☰ ${t(frame.menu)}</button>
        <div class="site-menu" id="site-menu" popover>
          <nav aria-label="${t(frame.menu)}">
            ${menu.map((entry) => html`<a class="nav-link" href="${entry.path}"${entry === current ? html` aria-current="page"` : ''}>${t(entry.label)}</a>`)}
          </nav>
          <form method="post" action="/sign-out"><input type="hidden" name="_csrf" value="${csrfToken ?? ''}"><button class="btn btn-link" type="submit">${t(frame.signOut)} · ${actor.displayName}</button></form>
        </div>`
            : html`<a class="nav-link" href="/sign-in">${t(frame.signIn)}</a>`
        }
        ${languageLink(c)}
      </div>
    </header>
    <main class="page-body" id="content">
      <div class="container-xl">
        ${page.back ? html`<a class="nav-link back-link d-print-none" href="${page.back.path}">‹ ${typeof page.back.label === 'string' ? page.back.label : t(page.back.label)}</a>` : ''}
        <h1 class="page-title">${title}</h1>
        ${page.body}
      </div>
    </main>
    ${witnesses ? html`<footer class="container-xl hint pb-3">${t(frame.proofs)}${t(witnesses)}</footer>` : ''}
  </div>
</body>
</html>`,
    page.status ?? 200,
  );
}
