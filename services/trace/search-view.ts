import type { OpenHoldPage } from '#schemas/lot-hold.ts';
import type { LotHit, SearchAnswer, SearchHit } from '#schemas/trace.ts';
import { sortableTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { columns, lotKinds, lotStatuses, matches, pageTexts, sharedTexts } from './messages.ts';
import { openHoldsView } from './open-holds-view.ts';

export interface SearchView {
  readonly language: Language;
  readonly q: string;
  readonly mayCompare: boolean;
  /** Absent before anything was looked for. */
  readonly answer: SearchAnswer | undefined;
  /** What is held now, for those who may hold, before anything was looked for. */
  readonly held: OpenHoldPage | undefined;
}

/** One box for everything, and what it found. */
export function searchView({ language, q, mayCompare, answer, held }: SearchView): Html {
  const t = (key: keyof typeof pageTexts) => pageTexts[key][language];
  return html`<form class="search-box" method="get" action="/inspector" role="search">
      <label for="q">${t('searchLabel')}</label>
      <div class="search-line">
        <input class="form-control" id="q" name="q" type="search" maxlength="200" value="${q}" aria-describedby="q-hint" autocomplete="off">
        <button class="btn btn-primary" type="submit">${t('find')}</button>
      </div>
      <p class="hint" id="q-hint">${t('searchHint')}</p>
    </form>
    ${mayCompare ? html`<p><a class="row-link" href="/inspector/shared-origins">${sharedTexts.link[language]}</a></p>` : ''}
    <div aria-live="polite">${answer ? found(answer, language) : ''}</div>
    ${held ? openHoldsView(held, language) : ''}`;
}

function found({ hits, more }: SearchAnswer, language: Language): Html {
  if (hits.length === 0) return html`<p class="notice">${pageTexts.nothing[language]}</p>`;
  const lots = hits.filter((hit) => hit.type === 'lot');
  return html`${namedHits(hits, 'supplier', language)}${namedHits(hits, 'school', language)}
    ${lots.length > 0 ? lotTable(lots, language) : ''}
    ${more ? html`<p class="notice">${pageTexts.more[language]}</p>` : ''}`;
}

function namedHits(hits: readonly SearchHit[], type: 'supplier' | 'school', language: Language): Html {
  const named = hits.filter((hit) => hit.type === type);
  if (named.length === 0) return html``;
  const title = pageTexts[type === 'supplier' ? 'suppliers' : 'schools'][language];
  return html`<section class="card trace-section" aria-label="${title}"><h2>${title}</h2>
    <ul class="named-hits">${named.map((hit) => html`<li><a href="/inspector?${type}Id=${hit.id}">${hit.name}</a>${hit.type === 'supplier' && hit.creditCode ? html` <span class="code">${hit.creditCode}</span>` : ''} <span class="hint">${pageTexts.theirLots[language]}</span></li>`)}</ul>
  </section>`;
}

function lotTable(lots: readonly LotHit[], language: Language): Html {
  const titles = [
    columns.stage,
    columns.name,
    columns.code,
    columns.school,
    columns.supplier,
    columns.supplierLot,
  ];
  return html`<div class="card trace-section"><h2 id="found-lots">${pageTexts.lots[language]}</h2>
    <section class="scroll-x" tabindex="0" aria-labelledby="found-lots"><table class="table table-sm">
      <thead><tr>${[...titles, columns.beganAt, columns.status, pageTexts.matched].map((title) => html`<th scope="col">${title[language]}</th>`)}</tr></thead>
      <tbody>${lots.map((lot) => lotRow(lot, language))}</tbody>
    </table></section>
  </div>`;
}

function lotRow(lot: LotHit, language: Language): Html {
  const { kind, name, code, school, supplier, supplierLot, beganAt, status, matched } = lot;
  return html`<tr${status === 'held' ? html` class="held"` : ''}>
    <td>${lotKinds[kind][language]}</td><th scope="row"><a href="/trace/${code ?? lot.id}?direction=${kind === 'supplier-lot' ? 'forward' : 'back'}">${name}</a></th>
    <td class="code">${code ?? ''}</td><td>${school ?? ''}</td><td>${supplier ?? ''}</td><td>${supplierLot ?? ''}</td>
    <td>${sortableTime(beganAt)}</td><td>${lotStatuses[status][language]}</td><td>${matches[matched][language]}</td></tr>`;
}
