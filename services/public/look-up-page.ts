import { type Html, html } from '../web/html.ts';
import { publicDocument } from './document.ts';
import { texts } from './messages.ts';
import type { Reader } from './reader.ts';

interface Said {
  readonly title: string;
  readonly hint: string;
}

/** A field to type a code in: for whoever cannot scan, and below every answer that is no lot. */
export const lookUpPage = (reader: Reader, { title, hint }: Said): Html =>
  publicDocument(reader, {
    title,
    path: '/T',
    head: html`<h1>${title}</h1>`,
    body: html`<section><p>${hint}</p>
    <form action="/T" method="get">
      <label for="code">${texts.codeLabel[reader.language]}</label>
      <input type="text" id="code" name="code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40">
      ${reader.query ? html`<input type="hidden" name="lang" value="${reader.language}">` : ''}
      <button type="submit">${texts.lookUp[reader.language]}</button>
    </form></section>`,
  });
