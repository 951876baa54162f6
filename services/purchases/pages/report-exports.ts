import type { ReportRow, ShownReport } from '#schemas/period-report.ts';
import { type CsvCell, csvAnswer } from '../../web/csv.ts';
import type { Language } from '../../web/language.ts';
import { besideNames, figureNames, texts, valueNames } from '../messages.ts';
import { periodName, reportTexts } from '../report-messages.ts';
import { sortRows } from '../reports/recount.ts';
import { readRows } from '../reports/row-file.ts';
import { exact, exactText, titled } from './exports.ts';
import { figureText } from './figures.ts';

const columns = [
  'ordered',
  'accepted',
  'paid',
  'counted',
  'acceptedGrams',
  'lines',
  'declared',
  'reserved',
  'completion',
  'ledgerFood',
  'trueShare',
] as const;

/** A frozen period as a spreadsheet: a line a filing unit, the sum, and what proves it. */
export function reportCsv(report: ShownReport, language: Language): Response {
  const { totals, from, to } = report;
  const line = (label: string, { sums, units }: Pick<ShownReport['totals'], 'sums' | 'units'>): CsvCell[] => [
    label,
    ...columns.map((name) => exactText(figureText(name, sums, units))),
  ];
  return csvAnswer(`832-report-${from}-${to}.csv`, [
    [texts.unit[language], ...columns.map((name) => titled(name, language))],
    ...totals.filingUnits.map((unit) => line(unit.unit, unit)),
    line(texts.sum[language], totals),
    [],
    [texts.period[language], periodName(from, to, language), `${from} – ${to}`],
    [texts.asOf[language], report.asOf],
    [reportTexts.frozenAt[language], report.frozenAt],
    [texts.record[language], report.recordId],
    [reportTexts.rowsHash[language], report.rowsSha256],
    [reportTexts.totalsHash[language], report.totalsSha256],
  ]);
}

/** The frozen rows as a spreadsheet for people; the file whose hash is recorded is the one of canonical lines. */
export function reportRowsCsv(file: string, language: Language): Response {
  const { facts, deliveries, units, basis } = sortRows(readRows(file.trimEnd().split('\n')));
  const word = (value: string) => valueNames[value]?.[language] ?? value;
  const unitOf = new Map(units.map(({ unitId, unit }) => [unitId, unit]));
  const titles = [texts.on, texts.unit, texts.orderNo, texts.event, texts.goods, texts.supplier, texts.place];
  const factLine = (fact: Extract<ReportRow, { row: 'fact' }>): CsvCell[] => [
    fact.on,
    fact.unit ?? null,
    `${fact.orderNo}/${fact.lineNo}`,
    word(fact.measure),
    fact.goods,
    fact.supplier,
    fact.county ?? null,
    word(fact.channel),
    fact.standing === 'inside' ? word('eligible') : besideNames[fact.standing][language],
    exact('ordered', fact.fen),
    exact('acceptedGrams', fact.grams),
    fact.recordId,
  ];
  return csvAnswer(`832-report-rows-${basis.from}-${basis.to}.csv`, [
    [
      ...titles.map((title) => title[language]),
      texts.channel[language],
      texts.status[language],
      texts.value[language],
      texts.weight[language],
      texts.record[language],
    ],
    ...facts.map(factLine),
    ...deliveries.map(({ arrivedAt, unitId, noteNumber, supplier, fen, recordId }): CsvCell[] => [
      arrivedAt.slice(0, 10),
      unitOf.get(unitId) ?? null,
      noteNumber,
      figureNames.ledgerFood[language],
      null,
      supplier,
      ...[null, null, null],
      exact('ordered', fen),
      null,
      recordId,
    ]),
  ]);
}
