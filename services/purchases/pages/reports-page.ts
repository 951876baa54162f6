import type { PeriodReport } from '#schemas/period-report.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { choiceField, errorSummary, type FormView, inputField } from '../../web/form-view.ts';
import { shownTime } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { texts } from '../messages.ts';
import { periodName, reportTexts } from '../report-messages.ts';
import { partsOfYear } from './scope-form.ts';

interface ReportsView {
  readonly reports: readonly PeriodReport[];
  /** For those who may freeze a period. */
  readonly form: { readonly view: FormView; readonly keys: Html } | undefined;
  readonly now: string;
}

/** The periods that were signed off, and the form that signs one off. */
export function reportsPage({ reports, form, now }: ReportsView, language: Language): Html {
  return html`${form ? freezeForm(form.view, form.keys, now) : ''}
    ${reports.length === 0 ? html`<p>${reportTexts.none[language]}</p>` : reportTable(reports, language)}
    <p><a class="btn btn-link" href="/bureau/832">${texts.backToTotals[language]}</a></p>`;
}

/** Proposes the month that ended last. */
function freezeForm(view: FormView, keys: Html, now: string): Html {
  const { language } = view;
  const ended = addDays(`${civilDateOf(now).slice(0, 7)}-01`, -1);
  const labels = { year: texts.year, part: texts.part };
  return html`<form class="card card-body" method="post" action="/bureau/832/reports">
    <h2>${reportTexts.freeze[language]}</h2>${errorSummary(view, labels)}${keys}
    <p class="hint">${reportTexts.freezeHint[language]}</p>
    <div class="field-row">
      ${inputField(view, { name: 'year', label: texts.year, inputmode: 'numeric', value: ended.slice(0, 4) })}
      ${choiceField(view, { name: 'part', label: texts.part, choices: partsOfYear(language), value: `m${Number(ended.slice(5, 7))}` })}
      <div class="field field-button"><button class="btn btn-primary" type="submit">${reportTexts.freeze[language]}</button></div></div></form>`;
}

function reportTable(reports: readonly PeriodReport[], language: Language): Html {
  return html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${texts.period[language]}</th>
    <th scope="col">${reportTexts.frozenAt[language]}</th><th scope="col" class="number">${reportTexts.rows[language]}</th>
    <th scope="col">${reportTexts.rowsHash[language]}</th></tr></thead>
    <tbody>${reports.map(
      ({ id, from, to, frozenAt, rows, rowsSha256 }) =>
        html`<tr><th scope="row" class="nowrap"><a href="/bureau/832/reports/${id}">${periodName(from, to, language)}</a></th>
        <td class="nowrap">${shownTime(frozenAt, language)}</td><td class="number">${rows}</td>
        <td class="code">${rowsSha256.slice(0, 16)}…</td></tr>`,
    )}</tbody></table></div>`;
}
