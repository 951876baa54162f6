import type { ReportBasis, ReportFact, ReportRow, ReportTotals } from '#schemas/period-report.ts';
import type { FactSums } from '#schemas/purchase-totals.ts';
import type { Measure } from '../algebra.ts';
import { besideReasons } from '../totals/dimensions.ts';
import { canteenChannels, type FactFigure, factFigureNames, factFigures } from '../totals/figures.ts';
import type { CountedUnit } from '../totals/unit-book.ts';
import { sumUnits, type UnitFigures } from '../totals/unit-sums.ts';

/** The rows of a report by what they are. */
export interface SortedRows {
  readonly basis: ReportBasis;
  readonly facts: readonly ReportFact[];
  readonly units: readonly Extract<ReportRow, { row: 'unit' }>[];
  readonly deliveries: readonly Extract<ReportRow, { row: 'delivery' }>[];
}

/** @throws SyntaxError when the first row is no basis */
export function sortRows(rows: readonly ReportRow[]): SortedRows {
  const [basis] = rows;
  if (basis?.row !== 'basis') throw new SyntaxError('the first row of a report is its basis');
  return {
    basis,
    facts: rows.filter((row) => row.row === 'fact'),
    units: rows.filter((row) => row.row === 'unit'),
    deliveries: rows.filter((row) => row.row === 'delivery'),
  };
}

/** What rows come to. Nothing else is asked: the same rows give the same totals, wherever they are counted. */
export function recount(rows: readonly ReportRow[]): ReportTotals {
  const sorted = sortRows(rows);
  const { basis, facts, units } = sorted;
  const inside = facts.filter(({ standing }) => standing === 'inside');
  const sums = sumFacts(inside, basis);
  const byUnit = Map.groupBy(inside, ({ filingUnitId }) => filingUnitId as string);
  const figures = unitFigures(sorted, byUnit);
  const filers = units
    .filter(({ unitId, filingUnitId }) => unitId === filingUnitId || byUnit.has(unitId))
    .toSorted((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : a.unitId < b.unitId ? -1 : 1));
  return {
    sums,
    units: sumUnits(figures, {}, sums),
    filingUnits: filers.map(({ unitId, unit }) => {
      const own = sumFacts(byUnit.get(unitId) ?? [], basis);
      return { unitId, unit, sums: own, units: sumUnits(figures, { filingUnit: unitId }, own) };
    }),
    beside: besideReasons.flatMap((reason) => {
      const aside = facts.filter(({ standing }) => standing === reason);
      return aside.length === 0 ? [] : [{ reason, sums: sumFacts(aside, basis) }];
    }),
  };
}

function sumFacts(facts: readonly ReportFact[], basis: ReportBasis): FactSums {
  const lines = new Set(facts.map(({ lineId }) => lineId)).size;
  const sums = factFigureNames.map((name) => {
    const figure = factFigures[name];
    return [name, facts.reduce((sum, fact) => sum + contributionOf(figure, fact, basis), 0)];
  });
  return { ...Object.fromEntries(sums), lines };
}

/** What one fact adds to a figure: `contribution` of the totals, without a database. */
export function contributionOf(figure: FactFigure, fact: ReportFact, { years }: ReportBasis): number {
  const { plus, minus, channels, sinceLedger, unit } = figure;
  const rules = years.find(({ year }) => year === Number(fact.on.slice(0, 4)));
  if (rules === undefined) throw new RangeError(`no rules of ${fact.on}`);
  const counting: Measure = rules.evaluationRequired ? 'counted' : 'settled';
  const is = (measure: FactFigure['plus'] | undefined) =>
    fact.measure === (measure === 'counting' ? counting : measure) ? 1 : 0;
  const through = { 'that-count': rules.channelsThatCount, canteen: canteenChannels as readonly string[] };
  if (channels !== undefined && !(through[channels] as readonly string[]).includes(fact.channel)) return 0;
  if (sinceLedger && !fact.sinceLedger) return 0;
  return fact[unit] * (is(plus) - is(minus));
}

function unitFigures(
  { basis, units, deliveries }: SortedRows,
  byUnit: ReadonlyMap<string, readonly ReportFact[]>,
): UnitFigures<CountedUnit> {
  const { from, to, asOf, years } = basis;
  const calendarYear = from.slice(0, 4) === to.slice(0, 4) ? Number(from.slice(0, 4)) : undefined;
  const ofWholeYear = from.endsWith('-01-01') && to.endsWith('-12-31');
  const ledgerFood = new Map<string, number>();
  for (const { unitId, fen } of deliveries) ledgerFood.set(unitId, (ledgerFood.get(unitId) ?? 0) + fen);
  const official = [...byUnit].map(([unitId, facts]) => [unitId, sumFacts(facts, basis).official] as const);
  return {
    book: { units: units.map(({ unitId, filing, ...unit }) => ({ ...unit, id: unitId, filing })) },
    ledgerFood,
    official: ofWholeYear ? new Map(official) : undefined,
    ofOneYear: calendarYear !== undefined,
    scope: {
      period: { from, to, years: years.map(({ year }) => year), calendarYear },
      asOf,
      rules: new Map(years.map((year) => [year.year, year])),
      ledgerSince: new Map(
        units.flatMap(({ unitId, ledgerSince }) => (ledgerSince ? [[unitId, ledgerSince]] : [])),
      ),
    },
  };
}
