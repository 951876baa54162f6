import type { FigureName, FigureRow, FigureRows, RowsQuery } from '#schemas/purchase-totals.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { listTable } from '../../web/list-table.ts';
import { punctuation } from '../../web/punctuation.ts';
import { besideNames, dimensionNames, figureHints, figureNames, texts, valueNames } from '../messages.ts';
import { filterNames } from '../totals/dimensions.ts';
import type { FilterNames } from '../totals/filter-names.ts';
import { basisBox } from './basis-box.ts';
import { shownValue } from './figures.ts';
import { rowsLink, totalsLink } from './links.ts';
import { valueName, type Words } from './words.ts';

const rowsShown = 500;

/** The rows behind a figure, with their sum; of a ratio both parts and their quotient. */
export function rowsPage(result: FigureRows, query: RowsQuery, names: FilterNames, words: Words): Html {
  const { language } = words;
  const { figure, parts, percent } = result;
  const { figure: _, beside, ...scope } = query;
  const within = filterNames.filter((name) => query[name] !== undefined);
  const csv = rowsLink(query, figure, { beside, path: '/bureau/832/rows.csv' });
  const isRatio = parts.length > 1;
  return html`
    ${figureHints[figure] ? html`<p>${figureHints[figure][language]}</p>` : ''}
    ${beside ? html`<p><strong>${besideNames[beside][language]}</strong></p>` : ''}
    ${within.length > 0 ? html`<p>${texts.within[language]}${punctuation[language].colon}${within.map((name) => `${dimensionNames[name][language]} ${names[name] ?? valueName(name, query[name] as string, words)}`).join(punctuation[language].comma)}</p>` : ''}
    ${isRatio ? html`<p class="tile-value" id="value">${percent === null ? '—' : `${percent} %`}</p>` : ''}
    ${parts.map((part, place) => partTable(part, partTitle(result, place, language), language, isRatio ? '' : 'value'))}
    <p class="actions"><a class="btn btn-outline-primary" href="${csv}">${texts.downloadRows[language]}</a>
      <a class="btn btn-link" href="${totalsLink({ ...scope, by: 'filingUnit' })}">${texts.backToTotals[language]}</a></p>
    ${basisBox(result.basis, language)}`;
}

function partTitle({ figure, parts }: FigureRows, place: number, language: Language): string {
  const name = figureNames[parts[place]?.figure ?? figure][language];
  if (parts.length === 1) return name;
  return `${(place === 0 ? texts.numerator : texts.denominator)[language]}${punctuation[language].colon}${name}`;
}

function partTable(part: FigureRows['parts'][number], title: string, language: Language, id: string): Html {
  const { figure, rows, sum, count } = part;
  return html`<section><h2>${title}</h2>
    ${count > rowsShown ? html`<p class="hint">${texts.shownFirst[language]}</p>` : ''}
    ${
      count === 0
        ? html`<p>${texts.noRows[language]}</p>`
        : listTable({
            caption: title,
            columns: [
              ...rowColumns.map(({ title: heading }) => ({ title: heading[language] })),
              { title: valueTitle(figure)[language], numeric: true },
            ],
            rows: rows
              .slice(0, rowsShown)
              .map((row) => [
                ...rowColumns.map(({ cell }) => cell(row, language)),
                shownValue(figure, row.value),
              ]),
          })
    }
    <p>${texts.count[language]} ${count} · <strong>${texts.sum[language]} <span class="figure-sum"${id ? html` id="${id}"` : ''}>${shownValue(figure, sum)}</span></strong></p></section>`;
}

/** What the number of a row counts. */
export function valueTitle(figure: FigureName) {
  if (figure === 'acceptedGrams') return texts.weight;
  return ['lines', 'onTarget', 'withCanteen'].includes(figure) ? texts.number : texts.value;
}

const word = (value: string | null, language: Language) =>
  value === null ? '' : (valueNames[value]?.[language] ?? value);

const rowColumns: readonly {
  readonly title: { readonly zh: string; readonly en: string };
  readonly cell: (row: FigureRow, language: Language) => Html | string;
}[] = [
  { title: texts.unit, cell: ({ unit }) => unit ?? '—' },
  { title: texts.on, cell: ({ on }) => (on === null ? '' : html`<span class="nowrap">${on}</span>`) },
  { title: texts.orderNo, cell: orderCell },
  { title: texts.event, cell: ({ measure }, language) => word(measure, language) },
  { title: texts.goods, cell: ({ goods }) => goods ?? '' },
  { title: texts.supplier, cell: ({ supplier }) => supplier ?? '' },
  { title: texts.place, cell: ({ place }) => place ?? '' },
  { title: texts.channel, cell: ({ channel }, language) => word(channel, language) },
];

function orderCell({ orderNo, lineNo, lineId }: FigureRow): Html | string {
  const text = lineNo === null ? (orderNo ?? '') : `${orderNo} / ${lineNo}`;
  return lineId === null
    ? text
    : html`<a class="code nowrap" href="/canteen/832/lines/${lineId}">${text}</a>`;
}
