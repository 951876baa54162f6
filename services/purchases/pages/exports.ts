import type { FigureName, FigureRows, Totals } from '#schemas/purchase-totals.ts';
import { type CsvCell, csvAnswer } from '../../web/csv.ts';
import type { Language } from '../../web/language.ts';
import { dimensionNames, figureNames, texts, valueNames } from '../messages.ts';
import { figureText } from './figures.ts';
import { groupColumns, ranked } from './group-table.ts';
import { valueTitle } from './rows-page.ts';
import { valueName, type Words } from './words.ts';

/** The table of a cut as a spreadsheet, its sum in the last line, what it was computed with below. */
export function totalsCsv(totals: Totals, words: Words): Response {
  const { language } = words;
  const { by, groups, sums, units, basis } = totals;
  const columns = groupColumns(totals);
  const line = (label: string, group: Pick<Totals['groups'][number], 'sums' | 'units'>): CsvCell[] => [
    label,
    ...columns.map((name) => exactText(figureText(name, group.sums, group.units ?? units))),
  ];
  return csvAnswer(`832-totals-${basis.from}-${basis.to}.csv`, [
    [dimensionNames[by][language], ...columns.map((name) => titled(name, language))],
    ...ranked(by, groups).map((group) => line(valueName(by, group.label, words), group)),
    line(texts.sum[language], { sums, units }),
    [],
    [texts.period[language], `${basis.from} – ${basis.to}`],
    [texts.view[language], valueNames[basis.view]?.[language] ?? basis.view],
    [texts.asOf[language], basis.asOf],
    [texts.rulesHash[language], basis.rulesHash],
    [texts.countiesHash[language], basis.countiesHash],
    [texts.referenceHash[language], basis.referenceHash],
  ]);
}

/** Every row behind a figure, with the record that proves it. */
export function rowsCsv({ figure, parts }: FigureRows, language: Language): Response {
  const header = ['on', 'unit', 'orderNo', 'event', 'goods', 'supplier', 'place', 'channel'] as const;
  const word = (value: string | null) => (value === null ? null : (valueNames[value]?.[language] ?? value));
  return csvAnswer(
    `832-${figure}.csv`,
    parts.flatMap((part): CsvCell[][] => [
      [
        ...header.map((name) => texts[name][language]),
        `${figureNames[part.figure][language]} ${valueTitle(part.figure)[language]}`,
        texts.record[language],
      ],
      ...part.rows.map((row): CsvCell[] => [
        row.on,
        row.unit,
        row.lineNo === null ? row.orderNo : `${row.orderNo}/${row.lineNo}`,
        word(row.measure),
        row.goods,
        row.supplier,
        row.place,
        word(row.channel),
        exact(part.figure, row.value),
        row.recordId,
      ]),
    ]),
  );
}

export const titled = (name: FigureName, language: Language) => {
  const unit = ['completion', 'trueShare'].includes(name) ? '%' : valueTitle(name)[language];
  return `${figureNames[name][language]} ${unit}`;
};

/** Text of a figure as an exact number: `1,234.50` → 1234.50, `35.83 %` → 35.83. */
export function exactText(text: string): CsvCell {
  return text === '—' ? null : { decimal: text.replaceAll(',', '').replace(/ %$/, '') };
}

export function exact(figure: FigureName, value: number): CsvCell {
  if (['lines', 'onTarget', 'withCanteen'].includes(figure)) return value;
  const places = figure === 'acceptedGrams' ? 3 : 2;
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  return { decimal: `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}` };
}
