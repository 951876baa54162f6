import type { StockLot } from '#schemas/kitchen-stock.ts';
import { daysBetween } from '#schemas/time.ts';
import { may } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import { kilograms } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { type LotAction, type LotActionName, lotActions, lotPath } from './lot-actions.ts';
import { texts } from './messages.ts';
import { type StockView, soonDays, stockFigures, stockViews } from './stock-figures.ts';

interface StockShown {
  readonly language: Language;
  readonly today: string;
  /** What was typed into the search box. */
  readonly q: string;
  readonly view: StockView;
  /** What is to be done with a lot, if that was chosen first. */
  readonly action: LotActionName | undefined;
  /** Every lot that the words and the action leave, and those among them that the view shows. */
  readonly lots: readonly StockLot[];
  readonly shown: readonly StockLot[];
}

export function stockBody(ctx: Context, stock: StockShown): Html {
  const { language, view, action, shown, today } = stock;
  const t = texts(language);
  const target = (lot: StockLot) => (action ? lotActions[action].path(lot) : lotPath(lot));
  return html`${lotSearch(stock)}
    ${action ? html`<p class="hint">${t('chooseLot')}</p>` : actionChips(ctx, language)}
    ${figures(stock)}
    ${shown.length === 0 ? html`<p>${t(action ? 'nothingFits' : 'nothingInStock')}</p>` : html`<ul class="list-unstyled card stock-list">${shown.map((lot) => stockRow(lot, { language, today, view, path: target(lot) }))}</ul>`}`;
}

/** A scanner types the code and presses Enter: that is all this form needs. */
export function lotSearch({ language, q, action }: Pick<StockShown, 'language' | 'q' | 'action'>): Html {
  const t = texts(language);
  return html`<form class="search mb-3" method="get" action="/canteen/stock" role="search">
    ${action ? html`<input type="hidden" name="do" value="${action}">` : ''}
    <label class="visually-hidden" for="q">${t('findLot')}</label>
    <input class="form-control" id="q" name="q" type="search" maxlength="200" value="${q}" placeholder="${t('findLot')}" autocomplete="off" enterkeyhint="search">
    <button class="btn btn-outline-primary" type="submit">${t('find')}</button></form>`;
}

/** What can be done with lots: chosen first, the list then shows the lots that it can be done with. */
function actionChips(ctx: Context, language: Language): Html {
  const chosen = Object.entries<LotAction>(lotActions).filter(
    ([name, { permission }]) => name !== 'sample' && may(ctx, permission),
  );
  if (chosen.length === 0) return html``;
  return html`<details class="mb-3"><summary>${texts(language)('withLots')}</summary>
    <div class="tiles-of-work">${chosen.map(([name, { label }]) => html`<a class="btn btn-outline-secondary" href="/canteen/stock?do=${name}">${label[language]}</a>`)}</div></details>`;
}

/** Each figure shows the lots that it sums. */
function figures({ language, today, q, view, action, lots }: StockShown): Html {
  const t = texts(language);
  const kept = [...(q ? [['q', q]] : []), ...(action ? [['do', action]] : [])] as [string, string][];
  return html`<nav class="stock-figures" aria-label="${t('figures')}">${stockFigures(lots, today).map(
    ({ view: name, lots: count, grams }) => {
      const query = new URLSearchParams([...kept, ['show', name]]);
      return html`<a class="area stock-figure ${name}" href="/canteen/stock?${query.toString()}"${name === view ? html` aria-current="true"` : ''}>${stockViews[name].label[language]}<strong>${kilograms(grams)}</strong><span>${t('kilogramsInLots').replace('{n}', String(count))}</span></a>`;
    },
  )}</nav>`;
}

interface RowView {
  readonly language: Language;
  readonly today: string;
  readonly view?: StockView;
  readonly path: string;
}

/** A lot in a list: one big target with what it is, how much there is, where, and until when. */
export function stockRow(lot: StockLot, { language, today, view = 'all', path }: RowView): Html {
  const t = texts(language);
  return html`<li><a class="area stock-row" href="${path}">
    <span class="what"><strong>${lot.name}${lot.vessel ? ` · ${lot.vessel}` : ''}</strong><span class="hint">${[lot.supplierName, whereItIs(lot, t)].filter(Boolean).join(' · ')}</span></span>
    <span class="much"><strong>${kilograms(stockViews[view].grams(lot))}</strong> kg</span>
    <span class="until">${stateBadges(lot, language)}${expiryBadge(lot.expiresOn, today, language)}</span></a></li>`;
}

/** The place of a lot, and how much is where when it is in two. */
function whereItIs({ storeGrams, kitchenGrams }: StockLot, t: ReturnType<typeof texts>): string {
  if (kitchenGrams === 0) return t('store');
  if (storeGrams === 0) return t('kitchen');
  return `${t('store')} ${kilograms(storeGrams)} · ${t('kitchen')} ${kilograms(kitchenGrams)}`;
}

/** What keeps a lot from simply being used. */
export function stateBadges(
  { held, awaitingSignature }: Pick<StockLot, 'held' | 'awaitingSignature'>,
  language: Language,
): Html {
  const t = texts(language);
  return html`${held ? html`<span class="badge bg-red-lt">■ ${t('held')}</span> ` : ''}${awaitingSignature ? html`<span class="badge bg-yellow-lt">${t('waiting')}</span> ` : ''}`;
}

/** How many days are left, loud when few are or none. */
export function expiryBadge(expiresOn: string | null, today: string, language: Language): Html {
  const t = texts(language);
  if (expiresOn === null) return html`<span class="hint">${t('noDate')}</span>`;
  const days = daysBetween(today, expiresOn);
  const date = expiresOn.slice(0, 4) === today.slice(0, 4) ? expiresOn.slice(5) : expiresOn;
  if (days < 0)
    return html`<span class="badge bg-red-lt">✗ ${t('expiredSince').replace('{n}', String(-days))}</span> <span class="hint">${date}</span>`;
  const left = days === 0 ? t('lastDay') : t('daysLeft').replace('{n}', String(days));
  return html`<span class="badge ${days <= soonDays ? 'bg-orange-lt' : 'bg-secondary-lt'}">${left}</span> <span class="hint">${date}</span>`;
}
