import type { OpenHold, OpenHoldPage } from '#schemas/lot-hold.ts';
import { kilograms, sortableTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { listTable } from '../web/list-table.ts';
import { roleWords } from '../web/role-words.ts';
import { columns, holdTexts, lotKinds } from './messages.ts';

/** What is held now: each lot with the way to where it went, and why it is held. */
export function openHoldsView({ holds, total, next }: OpenHoldPage, language: Language): Html {
  if (holds.length === 0) return html`<p class="hint">✓ ${holdTexts.none[language]}</p>`;
  const titles = [columns.name, columns.school, columns.supplier, holdTexts.reason, holdTexts.since];
  return html`<section class="mt-3" aria-labelledby="holds"><h2 id="holds">${holdTexts.title[language]} <span class="badge">${total}</span></h2>
    <div class="card">${listTable({
      caption: holdTexts.title[language],
      columns: titles.map((title) => ({ title: title[language] })),
      rows: holds.map((hold) => holdRow(hold, language)),
    })}</div>
    ${next ? html`<p class="mt-3"><a class="btn" href="/inspector?after=${next}">${holdTexts.next[language]}</a></p>` : ''}</section>`;
}

function holdRow(hold: OpenHold, language: Language): (Html | string)[] {
  const { lotId, code, lotName, kind, remainingGrams, schoolName, supplierName, reason, heldAt } = hold;
  return [
    html`<a href="/trace/${code ?? lotId}?direction=forward">${lotName}</a>
      <div class="hint">${lotKinds[kind][language]}${code ? html` · <span class="code">${code}</span>` : ''}${remainingGrams === null ? '' : ` · ${kilograms(remainingGrams)} kg`}</div>`,
    schoolName ?? holdTexts.everywhere[language],
    supplierName ?? '',
    reason,
    html`<span class="nowrap">${sortableTime(heldAt)}</span><div class="hint">${roleWords[hold.byRole][language]}</div>`,
  ];
}
