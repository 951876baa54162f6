import { breaches } from '#schemas/finding.ts';
import type { TotalsQuery } from '#schemas/purchase-totals.ts';
import type { Rule } from '#schemas/rule.ts';
import { findingFacts } from '../../web/finding-facts.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { listTable } from '../../web/list-table.ts';
import { texts } from '../messages.ts';
import type { Exception } from '../totals/exception.ts';
import { rowsLink, totalsLink } from './links.ts';

export interface ExceptionsView {
  readonly query: TotalsQuery;
  readonly exceptions: readonly Exception[];
  readonly rules: readonly Rule[];
}

/** What the rules find, each with its basis, its facts, and a way to the rows that show it. */
export function exceptionList({ query, exceptions, rules }: ExceptionsView, language: Language): Html {
  const title = (ruleId: string) => {
    const rule = rules.find(({ id }) => id === ruleId);
    return rule ? rule[language === 'zh' ? 'titleZh' : 'titleEn'] : '';
  };
  const row = (exception: Exception) => {
    const { unit, finding } = exception;
    return [
      unit
        ? html`<a href="${totalsLink({ ...query, filingUnit: unit.id, by: 'unit' })}">${unit.name}</a>`
        : texts.severalUnits[language],
      html`<span class="code nowrap">${finding.ruleId}</span> ${title(finding.ruleId)}<div class="hint">${finding.citation}</div>`,
      breaches[finding.breach][language],
      html`${findingFacts(finding.data, language)} ${evidence(exception, query, language)}`,
    ];
  };
  const columns = [texts.unit, texts.basisOfRule, texts.found, texts.facts].map((name) => ({
    title: name[language],
  }));
  return html`<section aria-labelledby="exceptions"><h2 id="exceptions">${texts.exceptions[language]}</h2>
    <p class="hint">${texts.exceptionsHint[language]}</p>
    ${
      exceptions.length === 0
        ? html`<p>${texts.noExceptions[language]}</p>`
        : listTable({ caption: texts.exceptions[language], columns, rows: exceptions.map(row) })
    }</section>`;
}

const listedLines = 50;

function evidence({ unit, finding, lines }: Exception, query: TotalsQuery, language: Language): Html {
  if (lines) {
    return html`<details><summary>${texts.lines[language]} ${lines.length}</summary><ul>${lines
      .slice(0, listedLines)
      .map(
        ({ id, orderNo, lineNo }) =>
          html`<li><a class="code nowrap" href="/canteen/832/lines/${id}">${orderNo} / ${lineNo}</a></li>`,
      )}</ul></details>`;
  }
  if (!unit) return html`<a href="/bureau/832/claims">${texts.claims[language]}</a>`;
  const figure = ({ 'P832-01': 'reserved', 'P832-02': 'filingError' } as const)[finding.ruleId as 'P832-01'];
  const within = { ...query, filingUnit: unit.id };
  return html`<a href="${rowsLink(within, figure ?? 'completion')}">${texts.evidence[language]}</a>`;
}
