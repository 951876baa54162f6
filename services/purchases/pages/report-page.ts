import { ledgerWords } from '#ledger/ledger-words.ts';
import type { ReportDifferences, ShownReport } from '#schemas/period-report.ts';
import type { ProofState } from '#schemas/proof.ts';
import type { FigureName } from '#schemas/purchase-totals.ts';
import { shownTime } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { punctuation } from '../../web/punctuation.ts';
import { besideNames, figureNames, texts } from '../messages.ts';
import { reportTexts } from '../report-messages.ts';
import { periodQuery } from '../reports/report-differences.ts';
import { figureText, shownValue } from './figures.ts';
import { rowsLink, totalsLink } from './links.ts';

export interface ReportView {
  readonly report: ShownReport;
  readonly by: string;
  readonly proof: ProofState;
  readonly booked: ReportDifferences;
  readonly restated: ReportDifferences;
}

const unitColumns = [
  'ordered',
  'accepted',
  'paid',
  'counted',
  'reserved',
  'completion',
  'ledgerFood',
  'trueShare',
] as const;

/** A frozen period: whether it is still what was recorded, what became of it, its units, its evidence. */
export function reportPage(view: ReportView, language: Language): Html {
  const { report, booked } = view;
  return html`
    <p class="told ${report.agrees ? 'told-well' : 'told-badly'}" role="status">${(report.agrees ? reportTexts.agrees : reportTexts.disagrees)[language]}</p>
    ${evidenceBox(view, language)}
    <section aria-labelledby="since"><h2 id="since">${reportTexts.since[language]}</h2>
      <p class="hint">${reportTexts.sinceHint[language]}</p>
      ${booked.otherBasis ? html`<p><strong>${reportTexts.otherBasis[language]}</strong></p>` : ''}
      ${sinceTable(view, language)}</section>
    <section aria-labelledby="units"><h2 id="units">${reportTexts.byUnit[language]}</h2>${unitTable(report, language)}</section>
    <p><a class="btn btn-link" href="/bureau/832/reports">${reportTexts.reports[language]}</a>
      <a class="btn btn-link" href="${totalsLink({ ...periodQuery(report), view: 'booked', by: 'filingUnit' })}">${texts.backToTotals[language]}</a></p>`;
}

function evidenceBox({ report, by, proof }: ReportView, language: Language): Html {
  const { id, recordId, from, to, asOf, frozenAt, rows, rowsSha256, totalsSha256 } = report;
  const at = `/bureau/832/reports/${id}`;
  const anchoring = proof.state === 'pending' ? undefined : proof.anchoring;
  const ledger = anchoring
    ? `${shownTime(anchoring.anchoredAt, language)} ${ledgerWords(anchoring.witness, anchoring.organisations)[language]}`
    : '';
  return html`<section class="card card-body basis" aria-labelledby="evidence"><h2 id="evidence">${reportTexts.evidence[language]}</h2><dl>
      <dt>${texts.period[language]}</dt><dd>${from} – ${to} · ${texts.asOf[language]} ${asOf}</dd>
      <dt>${reportTexts.frozenAt[language]}</dt><dd>${shownTime(frozenAt, language)} · ${reportTexts.frozenBy[language]} ${by}</dd>
      <dt>${reportTexts.proof[language]}</dt><dd>${reportTexts[proof.state][language]} ${ledger}</dd>
      <dt>${texts.record[language]}</dt><dd class="code hash">${recordId}</dd>
      <dt>${reportTexts.rowsHash[language]}</dt><dd class="code hash">${rowsSha256}</dd>
      <dt>${reportTexts.totalsHash[language]}</dt><dd class="code hash">${totalsSha256}</dd>
      <dt>${reportTexts.rows[language]}</dt><dd>${rows}</dd></dl>
    <p class="hint">${reportTexts.howToCheck[language]}</p>
    <p class="actions"><a class="btn btn-outline-primary" href="${at}/bundle.json">${reportTexts.proofFile[language]}</a>
      <a class="btn btn-outline-primary" href="${at}/rows.ndjson">${reportTexts.rowsFile[language]}</a>
      <a class="btn btn-outline-primary" href="${at}/totals.json">${reportTexts.totalsFile[language]}</a>
      <a class="btn btn-outline-primary" href="${at}/report.csv">${reportTexts.csv[language]}</a>
      <a class="btn btn-outline-primary" href="${at}/rows.csv">${reportTexts.rowsCsv[language]}</a></p></section>`;
}

/** Each figure frozen, booked now, restated now; differences lead to their rows, figures of now to theirs. */
function sinceTable({ report, booked, restated }: ReportView, language: Language): Html {
  const query = periodQuery(report);
  const now = ({ view }: ReportDifferences, figure: FigureName, value: number) =>
    html`<td class="number"><a class="figure" href="${rowsLink({ ...query, view }, figure)}">${shownValue(figure, value)}</a></td>`;
  const difference = ({ view }: ReportDifferences, figure: FigureName, value: number) =>
    value === 0
      ? html`<td class="number">0</td>`
      : html`<td class="number"><a class="figure" href="/bureau/832/reports/${report.id}/differences?view=${view}&amp;figure=${figure}"><strong>${value > 0 ? '+' : ''}${shownValue(figure, value)}</strong></a></td>`;
  const titles = [
    reportTexts.frozen,
    reportTexts.bookedNow,
    reportTexts.difference,
    reportTexts.restatedNow,
    reportTexts.difference,
  ];
  return html`<p class="hint">${texts.inYuan[language]}</p><div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${reportTexts.figure[language]}</th>
    ${titles.map((title) => html`<th scope="col" class="number">${title[language]}</th>`)}</tr></thead>
    <tbody>${booked.figures.map((one, place) => {
      const other = restated.figures[place] ?? one;
      const { figure, frozen } = one;
      return html`<tr><th scope="row">${figureNames[figure][language]}</th><td class="number">${frozenLink(report.id, figure, shownValue(figure, frozen))}</td>
        ${now(booked, figure, one.now)}${difference(booked, figure, one.difference)}
        ${now(restated, figure, other.now)}${difference(restated, figure, other.difference)}</tr>`;
    })}</tbody></table></div>`;
}

const frozenLink = (id: string, figure: FigureName, text: string, filingUnit?: string): Html =>
  html`<a class="figure" href="/bureau/832/reports/${id}/rows?figure=${figure}${filingUnit ? `&filingUnit=${filingUnit}` : ''}">${text}</a>`;

function unitTable({ id, totals }: ShownReport, language: Language): Html {
  const { filingUnits, sums, units, beside } = totals;
  const cell = (name: FigureName, text: string, filingUnit?: string) =>
    html`<td class="number">${name === 'completion' || name === 'trueShare' ? text : frozenLink(id, name, text, filingUnit)}</td>`;
  return html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${texts.unit[language]}</th>
    ${unitColumns.map((name) => html`<th scope="col" class="number">${figureNames[name][language]}</th>`)}</tr></thead>
    <tbody>${filingUnits.map(
      (group) => html`<tr><th scope="row">${group.unit}</th>
        ${unitColumns.map((name) => cell(name, figureText(name, group.sums, group.units), group.unitId))}</tr>`,
    )}</tbody><tfoot><tr><th scope="row">${texts.sum[language]}</th>
      ${unitColumns.map((name) => cell(name, figureText(name, sums, units)))}</tr></tfoot></table></div>
    ${beside.map(({ reason, sums: aside }) => html`<p>${besideNames[reason][language]}${punctuation[language].colon}${figureNames.lines[language]} ${aside.lines} · ${figureNames.ordered[language]} ${shownValue('ordered', aside.ordered)}</p>`)}`;
}
