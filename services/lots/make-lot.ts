import { randomBytes } from 'node:crypto';
import { formatTraceCode } from '#schemas/codes/trace-code.ts';
import type { LotKind, LotStatus } from '#schemas/lot.ts';
import type { Tx } from '../context.ts';
import { alongside } from '../db/alongside.ts';
import { newId } from '../ids.ts';

export interface NewLot {
  readonly id?: string;
  /** Given when a record of the same transaction must carry it. */
  readonly code?: string;
  readonly kind: Exclude<LotKind, 'supplier-lot'>;
  readonly schoolId: string;
  readonly name: string;
  readonly beganAt: string;
  readonly quantityGrams: number | null;
  /** The record that tells how the lot came into being. */
  readonly recordId: string;
  readonly supplierId?: string | null;
  readonly goodsCode?: string | null;
  readonly supplierLot?: string | null;
  readonly producedOn?: string | null;
  readonly expiresOn?: string | null;
  readonly status?: LotStatus;
}

export interface MadeLot {
  readonly id: string;
  readonly number: number;
  readonly kind: LotKind;
  readonly code: string;
}

export const newTraceCode = (): string => formatTraceCode(randomBytes(10));

/** Adds a lot with its public code. The caller links it to what it was made from. */
export async function makeLot(tx: Tx, lot: NewLot): Promise<MadeLot> {
  const [made] = await makeLots(tx, [lot]);
  return made as MadeLot;
}

/** Adds lots in their order, with one statement however many they are. */
export async function makeLots(tx: Tx, lots: readonly NewLot[]): Promise<MadeLot[]> {
  if (lots.length === 0) return [];
  const rows = lots.map((lot) => lotRow(tx, lot));
  const publicCodes = rows.map(({ districtId, id, code, kind }) => ({
    ...{ code, districtId, kind },
    subjectId: id,
    withheldAt: null,
  }));
  const numbered = await alongside(tx.db, { publicCodes })
    .insertInto('lots')
    .values(rows)
    .returning(['id', 'number'])
    .execute();
  const numbers = new Map(numbered.map(({ id, number }) => [id, number]));
  return rows.map(({ id, kind, code }) => ({ id, number: numbers.get(id) as number, kind, code }));
}

function lotRow(tx: Tx, lot: NewLot) {
  return {
    districtId: tx.districtId,
    id: lot.id ?? newId(tx.clock.now()),
    kind: lot.kind,
    schoolId: lot.schoolId,
    supplierId: lot.supplierId ?? null,
    goodsCode: lot.goodsCode ?? null,
    name: lot.name,
    code: lot.code ?? newTraceCode(),
    supplierLot: lot.supplierLot ?? null,
    producedOn: lot.producedOn ?? null,
    expiresOn: lot.expiresOn ?? null,
    beganAt: lot.beganAt,
    quantityGrams: lot.quantityGrams,
    // Nothing can be taken from a lot that begins closed: a disposal, a refused delivery.
    remainingGrams: lot.status === 'closed' ? 0 : lot.quantityGrams,
    status: lot.status ?? 'open',
    recordId: lot.recordId,
  };
}
