import type { BesideReason, FigureName, Totals, TotalsQuery } from '#schemas/purchase-totals.ts';
import { yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { besideNames, dimensionNames, figureHints, figureNames, texts } from '../messages.ts';
import { percent } from '../percent.ts';
import { basisBox } from './basis-box.ts';
import { figureLink, figureText } from './figures.ts';
import { groupLabel, groupTable } from './group-table.ts';
import { rowsLink, totalsLink } from './links.ts';
import { scopeForm } from './scope-form.ts';

const measures: readonly FigureName[] = ['ordered', 'accepted', 'paid', 'counted', 'acceptedGrams', 'lines'];
const ratios: readonly FigureName[] = ['completion', 'traded', 'trueShare', 'filingError'];
const units: readonly FigureName[] = ['reserved', 'declared', 'ledgerFood'];
const stuck: readonly FigureName[] = ['notAccepted', 'notPaid', 'notCounted'];

/** The whole page of totals: what is asked, the measures, the chart with its table, what stands beside, the basis. */
export function totalsPage(totals: Totals, query: TotalsQuery, language: Language): Html {
  const link = (figure: FigureName, beside?: BesideReason) => rowsLink(query, figure, { beside });
  const figure = (name: FigureName) =>
    figureLink(name, figureText(name, totals.sums, totals.units), link(name));
  const chart = totalsLink(query, '/bureau/832/chart.svg');
  return html`${scopeForm(query, language)}
    <p class="actions">
      <a class="btn btn-outline-primary" href="${totalsLink(query, '/bureau/832/totals.csv')}">${texts.downloadTotals[language]}</a>
      <a class="btn btn-outline-primary" href="/bureau/832/filings?year=${query.year ?? query.schoolYear ?? ''}">${texts.filings[language]}</a>
      <a class="btn btn-outline-primary" href="/bureau/832/claims">${texts.claims[language]}</a>
    </p>
    <section aria-labelledby="measures"><h2 id="measures">${texts.headline[language]}</h2>
      <div class="tiles">${[...measures, ...ratios].map((name) => tile(name, figure(name), language))}
        ${tile('onTarget', html`${figure('onTarget')} / ${figure('withCanteen')}`, language)}
        ${units.map((name) => tile(name, figure(name), language))}</div></section>
    <section aria-labelledby="stuck"><h2 id="stuck">${texts.stuck[language]}</h2>
      <div class="tiles">${stuck.map((name) => tile(name, figure(name), language, stuckShare(totals, name, language)))}</div></section>
    <section aria-labelledby="groups"><h2 id="groups">${dimensionNames[query.by][language]}</h2>
      ${totals.groups.length > 0 ? html`<figure class="chart" tabindex="0"><img src="${chart}" alt="${dimensionNames[query.by][language]}：${texts.chartOf[language]}"></figure>` : ''}
      ${totals.groups.length > chartGroups ? html`<p class="hint">${texts.chartFirst[language]}</p>` : ''}
      ${groupTable(totals, query, language)}</section>
    ${besideTable(totals, link, language)}
    <p>${texts.openClaims[language]}：<a href="/bureau/832/claims">${totals.openClaims}</a> <span class="hint">${texts.claimsHint[language]}</span></p>
    ${basisBox(totals.basis, language)}`;
}

/** A chart of more bars than this is no picture any more. */
export const chartGroups = 15;

/** The groups of the chart: of a time series all, else those with the most orders. */
export function chartedGroups({ groups, by }: Totals, language: Language) {
  const series = by === 'month' || by === 'quarter' || by === 'year';
  const most = series ? groups : groups.toSorted((a, b) => b.sums.ordered - a.sums.ordered);
  return most
    .slice(0, chartGroups)
    .map(({ key, label, sums }) => ({ label: groupLabel(by, { key, label }, language), sums }));
}

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
