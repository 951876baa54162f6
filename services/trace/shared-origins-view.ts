import { mealNames } from '#schemas/meal.ts';
import {
  comparedMeals,
  type ServedMeal,
  type SharedOrigins,
  type SuspectLot,
} from '#schemas/shared-origins.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { listTable } from '../web/list-table.ts';
import { punctuation } from '../web/punctuation.ts';
import { columns, lotKinds, lotStatuses, sharedTexts } from './messages.ts';

export interface SharedOriginsView {
  readonly language: Language;
  readonly from: string;
  readonly to: string;
  readonly meals: readonly ServedMeal[];
  readonly chosen: ReadonlySet<string>;
  /** Absent until at least two meals were chosen. */
  readonly cause: SharedOrigins | undefined;
  readonly goodsName: (code: string) => string;
}

/** Choose the meals of those who fell ill, and see what these meals had in common. */
export function sharedOriginsView(view: SharedOriginsView): Html {
  const { language, from, to, cause, chosen, goodsName } = view;
  const t = (key: keyof typeof sharedTexts) => sharedTexts[key][language];
  return html`<p class="hint">${t('intro')}</p>
    ${cause ? causeView({ ...cause, goods: cause.goods.map((of) => ({ ...of, name: goodsName(of.id) })) }, language) : chosen.size > 0 ? html`<p class="alert alert-warning" role="status">${t('chooseSome').replace('{n}', String(comparedMeals))}</p>` : ''}
    <form method="get" action="/inspector/shared-origins">
      <div class="search mb-3">
        <label class="days">${t('from')} <input class="form-control" name="from" type="date" value="${from}"></label>
        <label class="days">${t('to')} <input class="form-control" name="to" type="date" value="${to}"></label>
        <button class="btn btn-outline-primary" type="submit">${t('showMeals')}</button>
      </div>
      ${mealChoice(view)}
    </form>`;
}

function mealChoice({ language, meals, chosen }: SharedOriginsView): Html {
  if (meals.length === 0) return html`<p>${sharedTexts.noMeals[language]}</p>`;
  const days = Map.groupBy(meals, ({ servedOn }) => servedOn);
  const choice = ({ id, school, kind, dishes, diners }: ServedMeal) =>
    html`<label class="meal-choice"><input class="form-check-input" type="checkbox" name="meal[]" value="${id}"${chosen.has(id) ? html` checked` : ''}>
      <span><strong>${school}</strong> ${mealNames[kind][language]} · ${sharedTexts.diners[language].replace('{n}', String(diners))}<br><span class="hint">${dishes.join(punctuation[language].comma)}</span></span></label>`;
  return html`${[...days].map(([day, of]) => html`<fieldset class="card card-body mb-3"><legend class="meal-day">${day}</legend>${of.map(choice)}</fieldset>`)}
    <button class="btn btn-primary btn-wide" type="submit">${sharedTexts.compare[language]}</button>`;
}

function causeView({ meals, lots, suppliers, goods }: SharedOrigins, language: Language): Html {
  const t = (key: keyof typeof sharedTexts) => sharedTexts[key][language];
  const all = meals.length;
  const titles = [
    t('lot'),
    columns.stage[language],
    columns.supplier[language],
    t('inMeals'),
    t('otherMeals'),
    columns.status[language],
  ];
  const shared = (title: string, of: SharedOrigins['goods']) =>
    of.length === 0
      ? ''
      : html`<p class="mt-3"><strong>${title}</strong> ${of.map(({ name, inMeals }) => `${name} ${inMeals}/${all}`).join(language === 'zh' ? '，' : ', ')}</p>`;
  const row = (lot: SuspectLot) => [
    html`<a href="/trace/${lot.code ?? lot.id}?direction=forward">${lot.name}</a>${lot.supplierLot ? html` <span class="code">${lot.supplierLot}</span>` : ''}`,
    html`${lotKinds[lot.kind][language]}${lot.school ? html`<div class="hint">${lot.school}</div>` : ''}`,
    lot.supplier ?? '',
    html`<strong>${lot.inMeals}</strong> / ${all}`,
    String(lot.otherMeals),
    lotStatuses[lot.status][language],
  ];
  return html`<section class="card trace-section" aria-labelledby="common"><h2 id="common">${t('result').replace('{n}', String(all))}</h2>
    <p class="hint">${t('resultHint')}</p>
    ${lots.length === 0 ? html`<p>${t('nothingCommon')}</p>` : listTable({ caption: t('result').replace('{n}', String(all)), columns: titles.map((title) => ({ title })), rows: lots.map(row) })}
    ${shared(t('suppliers'), suppliers)}${shared(t('goods'), goods)}</section>`;
}
