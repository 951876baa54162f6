import type { Context as HonoContext } from 'hono';
import { assetUrl } from '../web/assets.ts';
import type { AppEnv } from '../web/env.ts';
import { type Html, html } from '../web/html.ts';
import type { Message } from '../web/language.ts';
import { languageLink } from '../web/language-switch.ts';
import { messages } from './messages.ts';
import { qrSvg, traceAddress } from './qr.ts';

export interface Label {
  readonly heading: string;
  readonly code: string;
  /** What stands beside the symbol; a line without a caption speaks for itself. */
  readonly lines: readonly (readonly [Message | undefined, string])[];
}

/** A page that prints as labels, one to a sheet of 60 × 40 mm. `back` is where the work goes on. */
export function labelPage(c: HonoContext<AppEnv>, labels: readonly Label[], back: string) {
  const { language } = c.var;
  return c.html(html`<!DOCTYPE html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${labels[0]?.heading ?? ''} · ${messages.title[language]}</title>
  <link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
  <link rel="stylesheet" href="${assetUrl('label.css')}">
</head>
<body>
  <main>
    <h1 class="aside">${messages.title[language]}</h1>
    ${labels.map((label) => labelBody(c, label))}
  </main>
  <p class="aside">${messages.howToPrint[language]}<br><a href="${back}">${messages.back[language]}</a> · ${languageLink(c)}</p>
</body>
</html>`);
}

function labelBody(
  { var: { language, config } }: HonoContext<AppEnv>,
  { heading, code, lines }: Label,
): Html {
  return html`<section class="label">
      <h2>${heading}</h2>
      <ul>${lines.map(([caption, text]) => html`<li>${caption ? `${caption[language]} ` : ''}${text}</li>`)}</ul>
      ${qrSvg(traceAddress(config.publicUrl, code))}
      <div class="code">${code}</div>
    </section>`;
}
