import type { ReportDifferences } from '#schemas/period-report.ts';
import type { FigureName } from '#schemas/purchase-totals.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { figureNames, texts, valueNames } from '../messages.ts';
import { reportTexts } from '../report-messages.ts';
import type { FigurePart } from '../reports/differences.ts';
import { shownValue } from './figures.ts';

interface DifferencesView {
  readonly id: string;
  readonly figure: FigureName;
  readonly differences: ReportDifferences;
}

/** The rows by which a frozen figure differs from what is known now; they sum to the difference. */
export function differencesPage({ id, figure, differences }: DifferencesView, language: Language): Html {
  const { view, asOf, rows } = differences;
  const total = rows.reduce((sum, { difference }) => sum + difference, 0);
  return html`<p>${figureNames[figure][language]} · ${valueNames[view]?.[language] ?? view} · ${texts.asOf[language]} ${asOf}</p>
    ${rows.length === 0 ? html`<p>${reportTexts.noDifference[language]}</p>` : rowTable(rows, figure, language)}
    <p>${texts.count[language]} ${rows.length} · <strong>${texts.sum[language]} <span id="value">${shownValue(figure, total)}</span></strong></p>
    <p><a class="btn btn-link" href="/bureau/832/reports/${id}">${reportTexts.back[language]}</a></p>`;
}

/** What a frozen figure is made of; the parts sum to it. */
export function partsPage(
  {
    id,
    figure,
    parts,
  }: { readonly id: string; readonly figure: FigureName; readonly parts: readonly FigurePart[] },
  language: Language,
): Html {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const table = html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${texts.unit[language]}</th>
    <th scope="col">${texts.orderNo[language]}</th><th scope="col" class="number">${reportTexts.frozen[language]}</th></tr></thead>
    <tbody>${parts.map(
      (part) => html`<tr><th scope="row">${part.unit}</th><td>${orderCell(part)}</td>
        <td class="number">${shownValue(figure, part.value)}</td></tr>`,
    )}</tbody></table></div>`;
  return html`${parts.length === 0 ? html`<p>${texts.noRows[language]}</p>` : table}
    <p>${texts.count[language]} ${parts.length} · <strong>${texts.sum[language]} <span id="value">${shownValue(figure, total)}</span></strong></p>
    <p><a class="btn btn-link" href="/bureau/832/reports/${id}">${reportTexts.back[language]}</a></p>`;
}

function orderCell({ orderNo, lineNo, lineId }: Omit<FigurePart, 'value'>): Html | string {
  const text = lineNo === null ? (orderNo ?? '') : `${orderNo} / ${lineNo}`;
  return lineId === null
    ? text
    : html`<a class="code nowrap" href="/canteen/832/lines/${lineId}">${text}</a>`;
}

function rowTable(rows: ReportDifferences['rows'], figure: FigureName, language: Language): Html {
  return html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${texts.unit[language]}</th>
    <th scope="col">${texts.orderNo[language]}</th>
    ${[reportTexts.frozen, reportTexts.restatedNow, reportTexts.difference].map((title, place) => html`<th scope="col" class="number">${place === 1 ? texts.now[language] : title[language]}</th>`)}</tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr><th scope="row">${row.unit}</th><td>${orderCell(row)}</td>
        ${[row.frozen, row.now, row.difference].map((value) => html`<td class="number">${shownValue(figure, value)}</td>`)}</tr>`,
    )}</tbody></table></div>`;
}
