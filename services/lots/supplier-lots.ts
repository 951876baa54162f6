import type { LotStatus } from '#schemas/lot.ts';
import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';

/** What makes a supplier's lot one and the same for every school that receives from it. */
export interface SupplierLotKey {
  readonly supplierId: string;
  readonly goodsCode: string;
  readonly name: string;
  readonly supplierLot: string | null;
  readonly producedOn: string | null;
}

export interface SupplierLot {
  readonly id: string;
  readonly number: number;
  readonly status: LotStatus;
}

/**
 * The shared node of each supplier lot, in the order asked, made where this is the first delivery from it. Asked for
 * in one order by everybody, so that two deliveries of the same lots wait for each other and never for ever.
 */
export async function supplierLots(tx: Tx, keys: readonly SupplierLotKey[]): Promise<SupplierLot[]> {
  const wanted = [...new Map(keys.map((key) => [keyText(key), key])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, key]) => key);
  if (wanted.length === 0) return [];
  const byKey = await findSupplierLots(tx, wanted);
  const missing = () => wanted.filter((key) => !byKey.has(keyText(key)));
  if (missing().length > 0) for (const lot of await addSupplierLots(tx, missing())) byKey.set(...lot);
  // The rest of them others have added meanwhile.
  if (missing().length > 0) for (const lot of await findSupplierLots(tx, missing())) byKey.set(...lot);
  return keys.map((key) => {
    const lot = byKey.get(keyText(key));
    if (!lot) throw new Error('a supplier lot was neither found nor made');
    return lot;
  });
}

const keyColumns = ['supplierId', 'goodsCode', 'name', 'supplierLot', 'producedOn'] as const;
const columns = ['id', 'number', 'status', ...keyColumns] as const;

const byKeyText = (lots: readonly SupplierLot[]) =>
  new Map(lots.map((lot) => [keyText(lot as SupplierLot & SupplierLotKey), lot]));

const keyText = ({ supplierId, goodsCode, name, supplierLot, producedOn }: SupplierLotKey) =>
  JSON.stringify([supplierId, goodsCode, name, supplierLot, producedOn]);

/** Those that were not there yet, when nobody added them before this transaction. */
async function addSupplierLots(tx: Tx, keys: readonly SupplierLotKey[]): Promise<Map<string, SupplierLot>> {
  const now = tx.clock.now();
  const added = await tx.db
    .insertInto('lots')
    .values(keys.map((key) => supplierLotRow(tx.districtId, key, now)))
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .execute();
  return byKeyText(added);
}

async function findSupplierLots(
  tx: Tx,
  wanted: readonly SupplierLotKey[],
): Promise<Map<string, SupplierLot>> {
  const found = await tx.db
    .selectFrom('lots')
    .select(columns)
    .where('kind', '=', 'supplier-lot')
    .where(({ eb, or, and }) =>
      or(
        wanted.map((key) =>
          and([
            eb('supplierId', '=', key.supplierId),
            eb('goodsCode', '=', key.goodsCode),
            eb('name', '=', key.name),
            key.supplierLot === null
              ? eb('supplierLot', 'is', null)
              : eb('supplierLot', '=', key.supplierLot),
            key.producedOn === null ? eb('producedOn', 'is', null) : eb('producedOn', '=', key.producedOn),
          ]),
        ),
      ),
    )
    .execute();
  return byKeyText(found);
}

const supplierLotRow = (districtId: string, key: SupplierLotKey, beganAt: string) => ({
  ...key,
  districtId,
  id: newId(beganAt),
  kind: 'supplier-lot' as const,
  schoolId: null,
  code: null,
  expiresOn: null,
  beganAt,
  quantityGrams: null,
  remainingGrams: null,
  status: 'open' as const,
  recordId: null,
});
