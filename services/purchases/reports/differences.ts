import type { ReportDifferences, ReportFact } from '#schemas/period-report.ts';
import type { FigureName } from '#schemas/purchase-totals.ts';
import { type FactFigureName, factFigureNames, factFigures } from '../totals/figures.ts';
import { contributionOf, type SortedRows } from './recount.ts';

/** Figures whose differences can be followed to rows; ratios follow from two of them. */
const comparedFigures = [
  ...factFigureNames,
  'lines',
  'reserved',
  'declared',
  'ledgerFood',
] as const satisfies readonly FigureName[];
type Compared = (typeof comparedFigures)[number];

export type RowDifference = ReportDifferences['rows'][number];

/** One thing that a figure is made of. */
export interface FigurePart {
  readonly unit: string;
  readonly orderNo: string | null;
  readonly lineNo: number | null;
  readonly lineId: string | null;
  readonly value: number;
}

/** What a figure is made of, summed by what can differ: an order line's part, a unit's filing, a delivery. */
type Parts = Map<string, FigurePart>;

export function figureDifferences(frozen: SortedRows, now: SortedRows): ReportDifferences['figures'] {
  return comparedFigures.map((figure) => {
    const [before, after] = [sumOf(partsOf(figure, frozen)), sumOf(partsOf(figure, now))];
    return { figure, frozen: before, now: after, difference: after - before };
  });
}

/** The parts of a figure that differ; they sum to its difference. */
export function rowDifferences(figure: FigureName, frozen: SortedRows, now: SortedRows): RowDifference[] {
  if (!isCompared(figure)) return [];
  const [before, after] = [partsOf(figure, frozen), partsOf(figure, now)];
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const { value: _, ...about } = (is ?? was) as NonNullable<typeof is>;
    const difference = (is?.value ?? 0) - (was?.value ?? 0);
    return difference === 0 ? [] : [{ ...about, frozen: was?.value ?? 0, now: is?.value ?? 0, difference }];
  });
}

/** What a figure of a report is made of, for one filing unit or for all; the parts sum to it. */
export function figureParts(figure: FigureName, rows: SortedRows, filingUnitId?: string): FigurePart[] {
  if (!isCompared(figure)) return [];
  const within = filingUnitId === undefined ? rows : ofFilingUnit(rows, filingUnitId);
  return [...partsOf(figure, within).values()].filter(({ value }) => value !== 0);
}

function ofFilingUnit(rows: SortedRows, id: string): SortedRows {
  const units = rows.units.filter(({ filingUnitId }) => filingUnitId === id);
  const members = new Set(units.map(({ unitId }) => unitId));
  return {
    ...rows,
    units,
    facts: rows.facts.filter(({ filingUnitId }) => filingUnitId === id),
    deliveries: rows.deliveries.filter(({ unitId }) => members.has(unitId)),
  };
}

const isCompared = (figure: FigureName): figure is Compared =>
  (comparedFigures as readonly FigureName[]).includes(figure);

const sumOf = (parts: Parts): number => [...parts.values()].reduce((sum, { value }) => sum + value, 0);

const noOrder = { orderNo: null, lineNo: null, lineId: null };

function partsOf(figure: Compared, rows: SortedRows): Parts {
  switch (figure) {
    case 'ledgerFood': {
      const names = new Map(rows.units.map(({ unitId, unit }) => [unitId, unit]));
      return new Map(
        rows.deliveries.map(({ deliveryId, unitId, noteNumber, fen }) => [
          deliveryId,
          { ...noOrder, unit: names.get(unitId) ?? '', orderNo: noteNumber, value: fen },
        ]),
      );
    }
    case 'reserved':
    case 'declared':
      return new Map(
        rows.units.map(({ unitId, unit, filing }) => {
          const value = (figure === 'reserved' ? filing?.reservedFen : filing?.declaredFoodFen) ?? 0;
          return [unitId, { ...noOrder, unit, value }];
        }),
      );
    case 'lines':
      return factParts(rows, (_, first) => (first ? 1 : 0), false);
    default:
      return factParts(rows, (fact) =>
        contributionOf(factFigures[figure as FactFigureName], fact, rows.basis),
      );
  }
}

/** @param byUnit whether each unit's part of a line is told apart */
function factParts(
  { facts }: SortedRows,
  amount: (fact: ReportFact, first: boolean) => number,
  byUnit = true,
): Parts {
  const parts: Parts = new Map();
  for (const fact of facts) {
    if (fact.standing !== 'inside') continue;
    const { orderNo, lineNo, lineId, unit = '' } = fact;
    const key = [orderNo, String(lineNo).padStart(4, '0'), byUnit ? fact.unitId : ''].join('\n');
    const part = parts.get(key) ?? { unit, orderNo, lineNo, lineId, value: 0 };
    parts.set(key, { ...part, value: part.value + amount(fact, !parts.has(key)) });
  }
  return parts;
}
