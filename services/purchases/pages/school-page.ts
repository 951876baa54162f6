import type { OrderLine } from '#schemas/order-line.ts';
import type { Totals, TotalsQuery } from '#schemas/purchase-totals.ts';
import { shownTime, yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { listTable } from '../../web/list-table.ts';
import { figureNames, texts } from '../messages.ts';
import { schoolTexts } from '../school-messages.ts';
import { figureLink, figureText } from './figures.ts';
import { standing } from './line-page.ts';
import { rowsLink } from './links.ts';

const tiles = ['ordered', 'accepted', 'paid', 'counted', 'completion', 'trueShare'] as const;

/** A school's own purchases: where the year stands, the lines recorded last, and the forms below. */
export function schoolPage(
  view: {
    readonly totals: Totals;
    readonly query: TotalsQuery;
    readonly lines: readonly OrderLine[];
    readonly forms: Html;
  },
  language: Language,
): Html {
  const { totals, query, lines, forms } = view;
  return html`<section><h2>${totals.basis.from.slice(0, 4)} · ${schoolTexts.own[language]}</h2>
    <p class="hint">${texts.inYuan[language]}</p>
    <div class="tiles">${tiles.map(
      (
        name,
      ) => html`<div class="card card-body tile"><div class="tile-name">${figureNames[name][language]}</div>
      <div class="tile-value">${figureLink(name, figureText(name, totals.sums, totals.units), rowsLink(query, name))}</div></div>`,
    )}</div></section>
    <section><h2>${schoolTexts.lines[language]}</h2>${lineTable(lines, language)}</section>
    ${forms}`;
}

function lineTable(lines: readonly OrderLine[], language: Language): Html {
  if (lines.length === 0) return html`<p>${schoolTexts.noLines[language]}</p>`;
  const amounts = ['ordered', 'accepted', 'paid', 'counted'] as const;
  const columns = [
    { title: texts.orderNo[language] },
    { title: texts.goods[language] },
    { title: schoolTexts.orderedAt[language] },
    ...amounts.map((name) => ({ title: figureNames[name][language], numeric: true as const })),
    { title: schoolTexts.verdict[language] },
  ];
  const rows = lines
    .toSorted((a, b) => (a.orderedAt < b.orderedAt ? 1 : -1))
    .map((line) => [
      html`<a class="code nowrap" href="/canteen/832/lines/${line.id}">${line.orderNo} / ${line.lineNo}</a>`,
      line.goodsName,
      html`<span class="nowrap">${shownTime(line.orderedAt, language)}</span>`,
      ...amounts.map((name) => yuan(line.amounts[`${name}Fen`])),
      standing(line, language),
    ]);
  return html`<p class="hint">${schoolTexts.latest[language]}</p>
    ${listTable({ caption: schoolTexts.lines[language], columns, rows })}`;
}
