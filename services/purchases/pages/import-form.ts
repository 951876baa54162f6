import type { ImportReport } from '#schemas/order-import.ts';
import type { FieldError } from '#schemas/problem.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { punctuation } from '../../web/punctuation.ts';
import { faultText } from '../fault-texts.ts';
import { columns } from '../import/columns.ts';
import { schoolTexts } from '../school-messages.ts';

/** The upload form with its template and what each column takes. */
export function importForm(language: Language, keys: Html): Html {
  const t = (key: keyof typeof schoolTexts) => schoolTexts[key][language];
  return html`<form class="card card-body mb-3" id="import" method="post" action="/canteen/832/import" enctype="multipart/form-data">${keys}
    <h2>${t('importFile')}</h2>
    <div class="field"><label class="form-label" for="file">${t('file')}</label>
      <div class="hint" id="file-hint">${t('fileHint')}</div>
      <input class="form-control" type="file" id="file" name="file" accept=".csv,text/csv" required aria-describedby="file-hint"></div>
    <div class="field"><label class="form-check"><input class="form-check-input" type="checkbox" name="onlyValid" value="true">
      <span class="form-check-label">${t('onlyValid')}</span></label><div class="hint">${t('onlyValidHint')}</div></div>
    <div class="actions"><button class="btn btn-primary btn-wide" type="submit">${t('import')}</button>
      <a class="btn btn-outline-primary" href="/canteen/832/template.csv">${t('template')}</a></div>
    <details><summary>${t('columns')}</summary><div class="scroll-x" tabindex="0"><table class="table"><thead><tr>
      <th scope="col">${t('column')}</th><th scope="col">${t('hint')}</th></tr></thead>
      <tbody>${columns.map(({ header, required, hint }) => html`<tr><th scope="row">${required ? '*' : ''}${header}</th><td>${hint[language]}</td></tr>`)}</tbody></table></div></details></form>`;
}

interface BadCell {
  readonly line: string;
  readonly column: string;
  readonly detail: string;
}

/** What became of a file that was imported. */
export function importResult(report: ImportReport, language: Language): Html {
  const t = (key: keyof typeof schoolTexts) => schoolTexts[key][language];
  const { colon, comma } = punctuation[language];
  const outcomes = ['recorded', 'advanced', 'unchanged', 'contested', 'refused'] as const;
  return html`${report.unclassified > 0 ? html`<p class="alert alert-warning" role="status">${t('unclassified').replace('{n}', String(report.unclassified))}</p>` : ''}
    <div class="card card-body" role="status">
    <p>${t('encoding')}${colon}<strong>${report.encoding.toUpperCase()}</strong></p>
    <ul>${outcomes.map((outcome) => html`<li>${t(outcome)}${colon}<strong>${report[outcome]}</strong></li>`)}</ul>
    ${report.ignoredColumns.length > 0 ? html`<p>${t('ignored')}${colon}${report.ignoredColumns.join(comma)}</p>` : ''}</div>
    ${faultTable(
      report.faults.map((fault) => ({ ...fault, line: String(fault.line) })),
      language,
    )}`;
}

/** Why a file was refused: each bad cell with its line and column. */
export function importRefused(errors: readonly FieldError[], encoding: string, language: Language): Html {
  const cells = errors.map(({ pointer, detail }): BadCell => {
    const [, line = '', column = ''] = pointer.split('/');
    return { line, column: column.replaceAll('~1', '/').replaceAll('~0', '~'), detail };
  });
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>${schoolTexts.refusedFile[language]}</h2>
    <p>${schoolTexts.encoding[language]}${punctuation[language].colon}<strong>${encoding.toUpperCase()}</strong></p></div>${faultTable(cells, language)}`;
}

function faultTable(cells: readonly BadCell[], language: Language): Html {
  if (cells.length === 0) return html``;
  return html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col" class="number">${schoolTexts.lineOfFile[language]}</th>
    <th scope="col">${schoolTexts.column[language]}</th><th scope="col">${schoolTexts.fault[language]}</th></tr></thead>
    <tbody>${cells.map(({ line, column, detail }) => html`<tr><td class="number">${line}</td><td>${column}</td><td>${faultText(detail, language)}</td></tr>`)}</tbody></table></div>`;
}
