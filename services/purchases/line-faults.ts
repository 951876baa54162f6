import { checkUscc } from '#schemas/codes/uscc.ts';
import type { FieldError } from '#schemas/problem.ts';
import type { Reference } from '../reference/index.ts';
import { historyFaults } from './history-faults.ts';
import { historyOf, type LineStatement, type OrderLineRow, rowOf } from './order-line-row.ts';

/** What is wrong with a statement by itself, beyond its shape: codes, goods, states that cannot be. */
export function lineFaults(line: LineStatement, reference: Reference, now: string): FieldError[] {
  const faults: FieldError[] = [];
  const codes = {
    '/supplier/creditCode': line.supplier.creditCode,
    '/contractor/creditCode': line.contractor?.creditCode,
  };
  for (const [pointer, code] of Object.entries(codes)) {
    if (code !== undefined && checkUscc(code, reference.divisions.knownRegion).level === 'reject') {
      faults.push({ pointer, detail: 'not-a-credit-code' });
    }
  }
  if (line.goods.code !== undefined && reference.goods.find(line.goods.code) === undefined) {
    faults.push({ pointer: '/goods/code', detail: 'not-a-goods-class' });
  }
  const row = rowOf(line, { districtId: '', id: '', recordId: '', recordedAt: now }, reference);
  return [...faults, ...historyFaults(historyOf(row, []), now)];
}

/** Statement columns that a second recording of the same line must repeat, and where the statement has them. */
const stated = {
  channel: '/channel',
  contractorName: '/contractor/name',
  contractorCreditCode: '/contractor/creditCode',
  forSeveralSchools: '/forSeveralSchools',
  supplierName: '/supplier/name',
  supplierCreditCode: '/supplier/creditCode',
  statedCountyCode: '/supplier/countyCode',
  statedProvince: '/supplier/province',
  statedCounty: '/supplier/countyName',
  goodsName: '/goods/name',
  goodsCode: '/goods/code',
  orderedAt: '/orderedAt',
  orderedFen: '/orderedFen',
  orderedGrams: '/orderedGrams',
} as const satisfies Partial<Record<keyof OrderLineRow, string>>;

const steps = {
  accepted: { acceptedAt: '/accepted/at', acceptedFen: '/accepted/fen', acceptedGrams: '/accepted/grams' },
  paid: { paidAt: '/paid/at', paidFen: '/paid/fen' },
  evaluated: { evaluatedAt: '/evaluatedAt' },
} as const satisfies Record<string, Partial<Record<keyof OrderLineRow, string>>>;

type Columns = Readonly<Partial<Record<keyof OrderLineRow, string>>>;
const names = (columns: Columns) => Object.keys(columns) as (keyof OrderLineRow)[];

export type StepName = keyof typeof steps;

/** What a second recording of a line says beyond the first: what contradicts it, by pointer, and states that are new. */
export function comparison(held: OrderLineRow, again: OrderLineRow) {
  const differing = (columns: Columns): string[] =>
    names(columns).flatMap((column) => (held[column] === again[column] ? [] : (columns[column] ?? [])));
  const differences = differing(stated);
  const reached: StepName[] = [];
  for (const [step, columns] of Object.entries(steps) as [StepName, Columns][]) {
    const [at] = names(columns) as [keyof OrderLineRow];
    if (again[at] === null) continue;
    if (held[at] === null) reached.push(step);
    else differences.push(...differing(columns));
  }
  return { differences, reached };
}

/** The held row with the states that the other one adds. */
export function withSteps(
  held: OrderLineRow,
  again: OrderLineRow,
  reached: readonly StepName[],
): OrderLineRow {
  const added = reached.flatMap((step) => names(steps[step]).map((column) => [column, again[column]]));
  return { ...held, ...Object.fromEntries(added) };
}
