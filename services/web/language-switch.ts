import { Hono, type Context as HonoContext } from 'hono';
import { setCookie } from 'hono/cookie';
import type { RouterRoute } from 'hono/types';
import { apiPrefix } from './api-prefix.ts';
import type { AppEnv } from './env.ts';
import { type Html, html } from './html.ts';
import { languageCookie } from './language.ts';
import { frame } from './messages.ts';
import { ownPath } from './own-path.ts';

const yearSeconds = 31_536_000;

/**
 * The link to the other language. What answers a sent form has no address of its own and holds what was typed: there the
 * link opens a new window, and this one answers in the new language when the form is sent again.
 */
export function languageLink(c: HonoContext<AppEnv>): Html {
  const { language } = c.var;
  const other = language === 'zh' ? 'en' : 'zh';
  const { pathname, search } = new URL(c.req.url);
  const shown = c.req.method === 'GET';
  const back = encodeURIComponent(shown ? pathname + search : pathname);
  const window = shown ? '' : html` target="_blank" title="${frame.typedStays[language]}"`;
  return html`<a class="nav-link" href="/language/${other}?back=${back}" lang="${other === 'zh' ? 'zh-CN' : 'en'}"${window}>${frame.otherLanguage[language]}${shown ? '' : ' ↗'}</a>`;
}

/**
 * Keeps the chosen language and leads back to the page, or to the nearest one above it: an address that only takes
 * forms cannot be looked at.
 *
 * @param routes of the whole product, asked when all are mounted
 */
export function languageSwitch(routes: () => readonly RouterRoute[]): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/language/:language{zh|en}', (c) => {
    setCookie(c, languageCookie, c.req.param('language'), {
      sameSite: 'Lax',
      path: '/',
      maxAge: yearSeconds,
    });
    return c.redirect(nearestPage(routes(), ownPath(c.req.query('back'))), 303);
  });
}

/** A path that shows something: itself, or what is left of it when its last steps are taken away. */
export function nearestPage(routes: readonly RouterRoute[], path: string): string {
  const pages = routes
    .filter((route) => route.method === 'GET' && !route.path.startsWith(apiPrefix))
    .map((route) => pattern(route.path));
  const [pathname = '/'] = path.split('?');
  if (pages.some((page) => page.test(pathname))) return path;
  const above = pathname.slice(0, pathname.lastIndexOf('/'));
  return above === '' ? '/' : nearestPage(routes, above);
}

/** `/lots/:id` and `/lots/:id{[0-9]+}` as regular expressions. */
const pattern = (route: string): RegExp =>
  new RegExp(
    `^${route
      .split('/')
      .map((step) => {
        const [, shape] = /^:\w+(?:\{(.*)\})?$/.exec(step) ?? [undefined];
        if (step.startsWith(':')) return `(?:${shape ?? '[^/]+'})`;
        return step.replaceAll(/[.+()[\]]/g, '\\$&');
      })
      .join('/')}$`,
  );
