import { breaches } from '#schemas/finding.ts';
import type { Totals, TotalsQuery } from '#schemas/purchase-totals.ts';
import type { ReserveFiling } from '#schemas/reserve-filing.ts';
import type { Rule } from '#schemas/rule.ts';
import { kilograms, yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { figureNames, findingFacts, texts, valueNames } from '../messages.ts';
import type { Exception } from '../totals/exception.ts';
import { basisBox } from './basis-box.ts';
import { figureLink, figureText } from './figures.ts';
import { rowsLink, totalsLink } from './links.ts';

export interface FilingsView {
  readonly totals: Totals;
  readonly query: TotalsQuery;
  readonly filings: readonly ReserveFiling[];
  readonly exceptions: readonly Exception[];
  readonly schools: readonly { readonly id: string; readonly name: string }[];
  readonly rules: readonly Rule[];
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
      <td class="number">${filing ? `${filing.ratioBasisPoints / 100} %` : '—'}</td>
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

function exceptionList({ exceptions, rules }: FilingsView, language: Language): Html {
  const title = (ruleId: string) => {
    const rule = rules.find(({ id }) => id === ruleId);
    return rule ? rule[language === 'zh' ? 'titleZh' : 'titleEn'] : '';
  };
  const row = ({ unit, finding }: Exception) => html`<tr>
    <td><span class="code nowrap">${finding.ruleId}</span> ${title(finding.ruleId)}<div class="hint">${finding.citation}</div></td>
    <th scope="row">${unit ?? '—'}</th><td>${breaches[finding.breach][language]}</td>
    <td>${shownData(finding.data, language)} <span class="hint">${texts.evidence[language]} ${finding.evidence.length} ${texts.items[language]}</span></td></tr>`;
  return html`<section aria-labelledby="exceptions"><h2 id="exceptions">${texts.exceptions[language]}</h2>
    <p class="hint">${texts.exceptionsHint[language]}</p>
    ${
      exceptions.length === 0
        ? html`<p>${texts.noExceptions[language]}</p>`
        : html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${texts.basisOfRule[language]}</th><th scope="col">${texts.unit[language]}</th>
          <th scope="col">${texts.found[language]}</th><th scope="col">${texts.facts[language]}</th></tr></thead><tbody>${exceptions.map(row)}</tbody></table></div>`
    }</section>`;
}

/** Facts of a finding, amounts in yuan and shares in percent. */
function shownData(data: Exception['finding']['data'], language: Language): string {
  return Object.entries(data)
    .filter(([key]) => key in findingFacts)
    .map(([key, value]) => {
      const name = findingFacts[key]?.[language] ?? key;
      if (typeof value === 'number' && key.endsWith('Fen')) return `${name} ${yuan(value)}`;
      if (typeof value === 'number' && key.endsWith('Grams')) return `${name} ${kilograms(value)} kg`;
      if (typeof value === 'number' && key.endsWith('BasisPoints')) return `${name} ${value / 100} %`;
      return `${name} ${value}`;
    })
    .join(' · ');
}
