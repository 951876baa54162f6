import type { Totals } from '#schemas/purchase-totals.ts';
import type { ReserveFiling } from '#schemas/reserve-filing.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { figureNames, texts, valueNames } from '../messages.ts';
import { basisBox } from './basis-box.ts';
import { type ExceptionsView, exceptionList } from './exception-list.ts';
import { figureLink, figureText } from './figures.ts';
import { rowsLink, totalsLink } from './links.ts';

export interface FilingsView extends ExceptionsView {
  readonly totals: Totals;
  readonly filings: readonly ReserveFiling[];
  readonly schools: readonly { readonly id: string; readonly name: string }[];
}

const columns = ['declared', 'reserved', 'official', 'completion', 'ledgerFood', 'filingError'] as const;

/** What each unit filed, what it completed and really received, and what the rules find in it. */
export function filingsPage(view: FilingsView, language: Language): Html {
  const { totals, query } = view;
  const year = query.year ?? 0;
  return html`<form method="get" action="/bureau/832/filings" class="card card-body scope"><div class="field-row">
      <div class="field"><label class="form-label" for="year">${texts.year[language]}</label>
        <input class="form-control" type="number" id="year" name="year" min="2021" max="2099" value="${year}"></div>
      <div class="field field-button"><button class="btn btn-primary" type="submit">${texts.show[language]}</button>
        <a class="btn btn-link" href="${totalsLink({ ...query, by: 'filingUnit' })}">${texts.backToTotals[language]}</a></div></div></form>
    <p class="hint">${texts.inYuan[language]}</p>
    ${filingTable(view, language)}
    ${exceptionList(view, language)}
    ${basisBox(totals.basis, language)}`;
}

function filingTable({ totals, query, filings, schools }: FilingsView, language: Language): Html {
  const nameOf = (id: string | null) => schools.find((school) => school.id === id)?.name ?? '';
  const row = (school: { id: string; name: string }) => {
    const filing = filings.find(({ schoolId }) => schoolId === school.id);
    const group = totals.groups.find(({ key }) => key === school.id);
    const within = { ...query, filingUnit: school.id };
    return html`<tr><th scope="row"><a href="${totalsLink({ ...within, by: 'unit' })}">${school.name}</a></th>
      <td>${filing ? status(filing) : html`<strong>${texts.notFiled[language]}</strong>`}</td>
      <td class="number">${filing && filing.canteenStatus !== 'shared' ? `${filing.ratioBasisPoints / 100} %` : '—'}</td>
      ${columns.map((name) => html`<td class="number">${group?.units ? figureLink(name, figureText(name, group.sums, group.units), rowsLink(within, name)) : '—'}</td>`)}</tr>`;
  };
  const status = ({ canteenStatus, representedById }: ReserveFiling) =>
    canteenStatus === 'shared'
      ? `${texts.coveredBy[language]}${nameOf(representedById)}`
      : (valueNames[canteenStatus]?.[language] ?? canteenStatus);
  return html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${texts.unit[language]}</th>
    <th scope="col">${texts.status[language]}</th><th scope="col" class="number">${texts.ratio[language]}</th>
    ${columns.map((name) => html`<th scope="col" class="number">${figureNames[name][language]}</th>`)}</tr></thead>
    <tbody>${schools.map(row)}</tbody></table></div>`;
}
