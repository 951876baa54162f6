import type { Dimension, FigureName, Totals, TotalsGroup, TotalsQuery } from '#schemas/purchase-totals.ts';
import { type Html, html } from '../../web/html.ts';
import { dimensionNames, figureNames, texts } from '../messages.ts';
import { figureLink, figureText, shownValue } from './figures.ts';
import { narrowed, rowsLink, totalsLink } from './links.ts';
import { valueName, type Words } from './words.ts';

const facts = ['ordered', 'accepted', 'paid', 'counted', 'acceptedGrams', 'lines'] as const;
const ofUnits = ['reserved', 'completion', 'ledgerFood', 'trueShare'] as const;

/** The columns of a cut; reserves and ratios only where they can be told apart. */
export const groupColumns = ({ groups }: Pick<Totals, 'groups'>): readonly FigureName[] =>
  groups.some(({ units }) => units !== null) ? [...facts, ...ofUnits] : facts;

/** The next cut of one group: into what it is made of. */
const deeper: Readonly<Partial<Record<Dimension, Dimension>>> = {
  province: 'prefecture',
  prefecture: 'county',
  county: 'supplier',
  keyCounty: 'county',
  supplier: 'unit',
  category: 'supplier',
  level: 'filingUnit',
  filingUnit: 'unit',
  unit: 'supplier',
  channel: 'filingUnit',
  platform: 'filingUnit',
  year: 'quarter',
  quarter: 'month',
  month: 'filingUnit',
};

/** One row a group, its figures leading to their rows, its name to what it is made of. */
export function groupTable(totals: Totals, query: TotalsQuery, words: Words): Html {
  const { language } = words;
  const { by, groups, sums, units } = totals;
  const columns = groupColumns(totals);
  const cell = (name: FigureName, text: string, href: string) =>
    html`<td class="number">${figureLink(name, text, href)}</td>`;
  const row = (group: TotalsGroup) => {
    const within = narrowed(query, by, group.key);
    const next = totalsLink({ ...within, by: deeper[by] ?? by });
    return html`<tr><th scope="row"><a href="${next}">${valueName(by, group.label, words)}</a></th>
      ${columns.map((name) => cell(name, groupText(group, name), rowsLink(within, name)))}</tr>`;
  };
  return html`<div class="scroll-x" tabindex="0"><table class="table"><thead><tr><th scope="col">${dimensionNames[by][language]}</th>
    ${columns.map((name) => html`<th scope="col" class="number">${figureNames[name][language]}</th>`)}</tr></thead>
    <tbody>${ranked(by, groups).map(row)}</tbody>
    <tfoot><tr><th scope="row">${texts.sum[language]}</th>
      ${columns.map((name) => cell(name, figureText(name, sums, units), rowsLink(query, name)))}</tr></tfoot></table></div>`;
}

/** Units by name, time as it passes; all else by what was ordered. */
export function ranked(by: Dimension, groups: readonly TotalsGroup[]): readonly TotalsGroup[] {
  const inOrder: readonly Dimension[] = ['unit', 'filingUnit', 'level', 'year', 'quarter', 'month'];
  return inOrder.includes(by) ? groups : groups.toSorted((a, b) => b.sums.ordered - a.sums.ordered);
}

function groupText({ sums, units }: TotalsGroup, name: FigureName): string {
  if (units) return figureText(name, sums, units);
  return shownValue(name, sums[name as keyof typeof sums]);
}
