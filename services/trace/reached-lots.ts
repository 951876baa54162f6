import type { LotKind } from '#schemas/lot.ts';
import type { Reader } from '../context.ts';
import { anyNumber } from '../db/any-of.ts';

/** What counting and scope need to know of a lot. */
export interface ReachedLot {
  readonly id: string;
  readonly number: number;
  readonly kind: LotKind;
  readonly schoolId: string | null;
  readonly supplierId: string | null;
}

const columns = ['id', 'number', 'kind', 'schoolId', 'supplierId'] as const;

export async function reachedLots(db: Reader, numbers: readonly number[]): Promise<ReachedLot[]> {
  return await db.selectFrom('lots').select(columns).where('number', '=', anyNumber(numbers)).execute();
}

/** The lot with this id or this public code. */
export async function lotNamed(
  db: Reader,
  name: { readonly id: string } | { readonly code: string },
): Promise<ReachedLot | undefined> {
  const lots = db.selectFrom('lots').select(columns);
  return await ('id' in name
    ? lots.where('id', '=', name.id)
    : lots.where('code', '=', name.code)
  ).executeTakeFirst();
}
