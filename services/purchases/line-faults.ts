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
      faults.push({ pointer, detail: 'not a valid unified social credit code' });
    }
  }
  if (line.goods.code !== undefined && reference.goods.find(line.goods.code) === undefined) {
    faults.push({ pointer: '/goods/code', detail: 'not a class of the goods table' });
  }
  const row = rowOf(line, { districtId: '', id: '', recordId: '', recordedAt: now }, reference);
  return [...faults, ...historyFaults(historyOf(row, []), now)];
}

/** Statement columns that a second recording of the same line must repeat. */
const stated = [
  'channel',
  'contractorName',
  'contractorCreditCode',
  'forSeveralSchools',
  'supplierName',
  'supplierCreditCode',
  'statedCountyCode',
  'statedProvince',
  'statedCounty',
  'goodsName',
  'goodsCode',
  'orderedAt',
  'orderedFen',
  'orderedGrams',
] as const satisfies readonly (keyof OrderLineRow)[];

const steps = {
  accepted: ['acceptedAt', 'acceptedFen', 'acceptedGrams'],
  paid: ['paidAt', 'paidFen'],
  evaluated: ['evaluatedAt'],
} as const satisfies Record<string, readonly (keyof OrderLineRow)[]>;

export type StepName = keyof typeof steps;

/** What a second recording of a line says beyond the first: columns that contradict it, states that are new. */
export function comparison(held: OrderLineRow, again: OrderLineRow) {
  const differing = (columns: readonly (keyof OrderLineRow)[]) =>
    columns.filter((column) => held[column] !== again[column]);
  const differences: string[] = differing(stated);
  const reached: StepName[] = [];
  for (const [step, columns] of Object.entries(steps) as [StepName, readonly (keyof OrderLineRow)[]][]) {
    const [at] = columns as [keyof OrderLineRow];
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
  const columns = reached.flatMap((step): readonly (keyof OrderLineRow)[] => steps[step]);
  const added = Object.fromEntries(columns.map((column) => [column, again[column]]));
  return { ...held, ...added, deliveryLotId: held.deliveryLotId ?? again.deliveryLotId };
}
