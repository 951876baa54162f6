import type { z } from 'zod';
import type { CountyFacts, NewOrderLine } from '#schemas/order-line.ts';
import type { Tables } from '../db/tables.ts';
import type { Reference } from '../reference/index.ts';
import type { LineHistory } from './algebra.ts';
import { eligibilityOf } from './eligibility.ts';
import { matchCounty } from './match-county.ts';

export type OrderLineRow = Tables['orderLines'];
export type Adjustment = Tables['orderAdjustments'];
/** A statement of a line after parsing: texts normalised, instants in UTC. */
export type LineStatement = z.output<typeof NewOrderLine>;

interface Keys {
  readonly districtId: string;
  readonly id: string;
  readonly recordId: string;
  readonly recordedAt: string;
}

/** The row that a statement becomes, with the county and eligibility that hold today. */
export function rowOf(line: LineStatement, keys: Keys, reference: Reference): OrderLineRow {
  const { supplier, goods, accepted, paid } = line;
  const county = matchCounty(reference, supplier);
  const goodsClass = goods.code === undefined ? undefined : reference.goods.find(goods.code);
  return {
    ...keys,
    schoolId: line.schoolId,
    ...statedColumns(line),
    ...placeColumns(supplier),
    ...countyColumns(county),
    eligibility: eligibilityOf(line.platform, goodsClass, county),
    orderedAt: line.orderedAt,
    orderedFen: line.orderedFen,
    orderedGrams: line.orderedGrams,
    acceptedAt: accepted?.at ?? null,
    acceptedFen: accepted?.fen ?? null,
    acceptedGrams: accepted?.grams ?? null,
    paidAt: paid?.at ?? null,
    paidFen: paid?.fen ?? null,
    evaluatedAt: line.evaluatedAt ?? null,
  };
}

/** What a statement and a record say of a line in the same words. */
type Stated = Pick<LineStatement, 'orderNo' | 'lineNo' | 'platform' | 'channel' | 'forSeveralSchools'> & {
  readonly contractor?: LineStatement['contractor'];
  readonly supplier: Pick<LineStatement['supplier'], 'name' | 'creditCode'>;
  readonly goods: LineStatement['goods'];
};

export function statedColumns({ contractor, supplier, goods, ...line }: Stated) {
  return {
    orderNo: line.orderNo,
    lineNo: line.lineNo,
    platform: line.platform,
    channel: line.channel,
    contractorName: contractor?.name ?? null,
    contractorCreditCode: contractor?.creditCode ?? null,
    forSeveralSchools: line.forSeveralSchools,
    supplierName: supplier.name,
    supplierCreditCode: supplier.creditCode ?? null,
    goodsName: goods.name,
    goodsCode: goods.code ?? null,
  };
}

/** The seller's place as the order states it. */
export const placeColumns = (
  place: Pick<LineStatement['supplier'], 'countyCode' | 'province' | 'countyName'>,
) => ({
  statedCountyCode: place.countyCode ?? null,
  statedProvince: place.province ?? null,
  statedCounty: place.countyName ?? null,
});

export function countyColumns(county: CountyFacts) {
  return {
    countyOutcome: county.outcome,
    countyReason: county.reason,
    countyBasis: county.basis,
    listRows: county.listRows ?? null,
    countyCode: county.code ?? null,
    province: county.province ?? null,
    prefecture: county.prefecture ?? null,
    county: county.county ?? null,
    keyCounty: county.keyCounty,
    referenceHash: county.referenceHash,
  };
}

/** The statement that a row came from. */
export function statementOf(row: OrderLineRow): LineStatement {
  const given = <T>(value: T | null) => value ?? undefined;
  return {
    schoolId: row.schoolId,
    platform: row.platform,
    orderNo: row.orderNo,
    lineNo: row.lineNo,
    channel: row.channel,
    contractor:
      row.contractorName === null
        ? undefined
        : { name: row.contractorName, creditCode: given(row.contractorCreditCode) },
    forSeveralSchools: row.forSeveralSchools,
    supplier: {
      name: row.supplierName,
      creditCode: given(row.supplierCreditCode),
      countyCode: given(row.statedCountyCode),
      province: given(row.statedProvince),
      countyName: given(row.statedCounty),
    },
    goods: { name: row.goodsName, code: given(row.goodsCode) },
    orderedAt: row.orderedAt,
    orderedFen: row.orderedFen,
    orderedGrams: row.orderedGrams,
    accepted: acceptedOf(row),
    paid: row.paidAt === null ? undefined : { at: row.paidAt, fen: row.paidFen as number },
    evaluatedAt: given(row.evaluatedAt),
  };
}

function acceptedOf({ acceptedAt, acceptedFen, acceptedGrams }: OrderLineRow) {
  if (acceptedAt === null) return undefined;
  return { at: acceptedAt, fen: acceptedFen as number, grams: acceptedGrams as number };
}

/** What the algebra needs to know of a row. */
export function historyOf(row: OrderLineRow, adjustments: readonly Adjustment[]): LineHistory {
  return {
    ordered: { at: row.orderedAt, fen: row.orderedFen, grams: row.orderedGrams },
    accepted: acceptedOf(row),
    paid: row.paidAt === null ? undefined : { at: row.paidAt, fen: row.paidFen as number },
    evaluatedAt: row.evaluatedAt ?? undefined,
    adjustments: adjustments.map(({ kind, at, fen, grams }) => ({ kind, at, fen, grams })),
  };
}

export function countyOf(row: OrderLineRow): CountyFacts {
  const given = <T>(key: string, value: T | null) => (value === null ? {} : { [key]: value });
  return {
    outcome: row.countyOutcome,
    reason: row.countyReason,
    basis: row.countyBasis,
    ...given('listRows', row.listRows),
    ...given('code', row.countyCode),
    ...given('province', row.province),
    ...given('prefecture', row.prefecture),
    ...given('county', row.county),
    keyCounty: row.keyCounty,
    referenceHash: row.referenceHash,
  };
}
