import type { BesideReason, FigureName, Totals, TotalsQuery } from '#schemas/purchase-totals.ts';
import { yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { punctuation } from '../../web/punctuation.ts';
import { besideNames, dimensionNames, figureHints, figureNames, texts } from '../messages.ts';
import { percent } from '../percent.ts';
import { reportTexts } from '../report-messages.ts';
import type { FilterNames } from '../totals/filter-names.ts';
import { basisBox } from './basis-box.ts';
import { figureLink, figureText } from './figures.ts';
import { groupTable, ranked } from './group-table.ts';
import { rowsLink, totalsLink } from './links.ts';
import { scopeForm } from './scope-form.ts';
import { valueName, type Words } from './words.ts';

const aims: readonly FigureName[] = ['reserved', 'completion', 'traded'];
const food: readonly FigureName[] = ['trueShare', 'ledgerFood', 'declared', 'filingError'];
const measures: readonly FigureName[] = ['ordered', 'accepted', 'paid', 'counted', 'acceptedGrams', 'lines'];
const stuck: readonly FigureName[] = ['notAccepted', 'notPaid', 'notCounted'];

export interface TotalsView {
  readonly totals: Totals;
  readonly query: TotalsQuery;
  readonly names: FilterNames;
  /** How many things the rules find in the year. */
  readonly toLookInto: number;
  /** Whether the reader may see signed-off periods. */
  readonly reports: boolean;
}

/** The whole page of totals: what is asked, the measures, the chart with its table, what stands beside, the basis. */
export function totalsPage({ totals, query, names, toLookInto, reports }: TotalsView, words: Words): Html {
  const { language } = words;
  const link = (figure: FigureName, beside?: BesideReason) => rowsLink(query, figure, { beside });
  const figure = (name: FigureName) =>
    figureLink(name, figureText(name, totals.sums, totals.units), link(name));
  const filings = `/bureau/832/filings?year=${query.year ?? query.schoolYear ?? ''}`;
  const chart = totalsLink(query, '/bureau/832/chart.svg');
  return html`${scopeForm(query, names, words)}
    <p class="actions">
      <a class="btn btn-outline-primary" href="${totalsLink(query, '/bureau/832/totals.csv')}">${texts.downloadTotals[language]}</a>
      <a class="btn btn-outline-primary" href="${filings}">${texts.filings[language]}</a>
      <a class="btn btn-outline-primary" href="/bureau/832/claims">${texts.claims[language]}</a>
      ${reports ? html`<a class="btn btn-outline-primary" href="/bureau/832/reports">${reportTexts.reports[language]}</a>` : ''}
    </p>
    ${toLookInto > 0 ? html`<p class="told told-doubtful"><a href="${filings}#exceptions">${texts.exceptions[language]} ${toLookInto} ${texts.items[language]}</a></p>` : ''}
    <p class="hint">${texts.inYuan[language]}</p>
    <section aria-labelledby="aims"><h2 id="aims">${texts.aims[language]}</h2>
      <div class="tiles">${aims.map((name) => tile(name, figure(name), language))}
        ${tile('onTarget', html`${figure('onTarget')} / ${figure('withCanteen')}`, language)}
        ${food.map((name) => tile(name, figure(name), language, name === 'ledgerFood' ? knownSince(totals, language) : ''))}</div></section>
    <section aria-labelledby="measures"><h2 id="measures">${texts.headline[language]}</h2>
      <div class="tiles">${measures.map((name) => tile(name, figure(name), language))}</div></section>
    <section aria-labelledby="stuck"><h2 id="stuck">${texts.stuck[language]}</h2>
      <div class="tiles">${stuck.map((name) => tile(name, figure(name), language, stuckShare(totals, name, language)))}</div></section>
    <section aria-labelledby="groups"><h2 id="groups">${dimensionNames[query.by][language]}</h2>
      ${totals.sums.lines === 0 ? html`<p>${texts.nothingOrdered[language]}</p>` : ''}
      ${totals.sums.lines > 0 ? html`<figure class="chart" tabindex="0"><img src="${chart}" alt="${dimensionNames[query.by][language]}${punctuation[language].colon}${texts.chartOf[language]}"></figure>` : ''}
      ${totals.groups.length > chartGroups ? html`<p class="hint">${texts.chartFirst[language]}</p>` : ''}
      ${groupTable(totals, query, words)}</section>
    ${besideTable(totals, link, language)}
    <p>${texts.openClaims[language]}：<a href="/bureau/832/claims">${totals.openClaims}</a> <span class="hint">${texts.claimsHint[language]}</span></p>
    ${basisBox(totals.basis, language)}`;
}

/** A chart of more bars than this is no picture any more. */
const chartGroups = 15;

/** The groups of the chart: of a time series all, else those with the most orders. */
export function chartedGroups({ groups, by }: Totals, words: Words) {
  const series = by === 'month' || by === 'quarter' || by === 'year';
  const most = series ? ranked(by, groups) : groups.toSorted((a, b) => b.sums.ordered - a.sums.ordered);
  return most.slice(0, chartGroups).map(({ label, sums }) => ({ label: valueName(by, label, words), sums }));
}

/** From when on the food of these units is known, where that is not the whole period. */
const knownSince = ({ ledgerSince }: Totals, language: Language): string =>
  ledgerSince === null ? '' : `${texts.knownSince[language]} ${ledgerSince}`;

function tile(name: FigureName, value: Html, language: Language, note = ''): Html {
  const hint = note || figureHints[name]?.[language];
  return html`<div class="card card-body tile"><div class="tile-name">${figureNames[name][language]}</div>
    <div class="tile-value">${value}</div>${hint ? html`<div class="hint">${hint}</div>` : ''}</div>`;
}

function stuckShare({ sums }: Totals, name: FigureName, language: Language): string {
  const share = percent(sums[name as 'notPaid'], sums.ordered);
  return share === null ? '' : `${texts.stuckHint[language]} ${share} %`;
}

function besideTable(
  { beside }: Totals,
  link: (figure: FigureName, beside: BesideReason) => string,
  language: Language,
): Html {
  const columns = ['lines', 'ordered', 'accepted', 'paid'] as const;
  return html`<section aria-labelledby="beside"><h2 id="beside">${texts.beside[language]}</h2>
    <p class="hint">${texts.besideHint[language]}</p>
    ${
      beside.length === 0
        ? html`<p>${texts.nothingBeside[language]}</p>`
        : html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col"></th>
          ${columns.map((name) => html`<th scope="col" class="number">${figureNames[name][language]}</th>`)}</tr></thead>
          <tbody>${beside.map(
            ({ reason, sums }) => html`<tr><th scope="row">${besideNames[reason][language]}</th>
            ${columns.map((name) => html`<td class="number">${figureLink(name, name === 'lines' ? String(sums.lines) : yuan(sums[name]), link(name, reason))}</td>`)}</tr>`,
          )}</tbody></table></div>`
    }</section>`;
}
