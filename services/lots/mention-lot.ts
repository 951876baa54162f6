import type { z } from 'zod';
import type { LotOrigin } from '#schemas/records/lot-mentioned.ts';
import type { Tables } from '../db/tables.ts';

/** A lot as records name it (`schemas/records/lot-mentioned.ts`). */
export function mentionLot({ id, code, name }: { id: string; code: string | null; name: string }) {
  return { id, name, ...(code === null ? {} : { code }) };
}

/** What a lot that is taken from another keeps of it, as records tell it. */
export const originOf = ({ supplierId, goodsCode, supplierLot, producedOn }: Origin) => ({
  supplier: supplierId ?? undefined,
  goodsCode: goodsCode ?? undefined,
  supplierLot: supplierLot ?? undefined,
  producedOn: producedOn ?? undefined,
});

/** The same as columns. */
export const originColumns = ({
  supplier,
  goodsCode,
  supplierLot,
  producedOn,
}: z.infer<typeof LotOrigin>): Origin => ({
  supplierId: supplier ?? null,
  goodsCode: goodsCode ?? null,
  supplierLot: supplierLot ?? null,
  producedOn: producedOn ?? null,
});

type Origin = Pick<Tables['lots'], 'supplierId' | 'goodsCode' | 'supplierLot' | 'producedOn'>;
