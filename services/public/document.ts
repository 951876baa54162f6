import { assetUrl } from '../web/assets.ts';
import { type Html, html } from '../web/html.ts';
import { texts } from './messages.ts';
import type { Reader } from './reader.ts';

interface PublicPage {
  readonly title: string;
  /** Stands on the coloured ground at the top: the heading and what belongs to it. */
  readonly head: Html;
  readonly body: Html;
  /** The address of this page, for the switch to the other language. */
  readonly path: string;
  /** Whether the page checks its own proof. */
  readonly scripted?: boolean;
}

/** The whole document: one small style sheet, and the script last, so that nothing that is read waits for it. */
export function publicDocument({ language, query }: Reader, page: PublicPage): Html {
  const other = language === 'zh' ? 'en' : 'zh';
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <meta name="color-scheme" content="light">
  <title>${page.title} · ${texts.product[language]}</title>
  <link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
  <link rel="stylesheet" href="${assetUrl('public.css')}">
</head>
<body>
  <header>
    <nav><a class="brand" href="/T${query}">${texts.product[language]}<span>${texts.tagline[language]}</span></a>
    <a href="${page.path}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${texts.otherLanguage[language]}</a></nav>
    ${page.head}
  </header>
  <main>${page.body}</main>
  <footer><p>${texts.privacy[language]}</p></footer>
  ${page.scripted ? html`<script type="module" src="${assetUrl('client/public-proof.ts')}"></script>` : ''}
</body>
</html>`;
}
