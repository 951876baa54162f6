import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { DomainError } from '../errors.ts';
import type { Signer } from './signers.ts';

export type DeliveryRow = Selectable<Tables['deliveries']>;

/** A delivery as it stands, locked until the transaction ends. @throws DomainError `not-found` */
export async function lockDelivery(tx: Tx, id: string): Promise<DeliveryRow> {
  const delivery = await tx.db
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!delivery) throw new DomainError('not-found', { data: { deliveryId: id } });
  return delivery;
}

/** The record that a delivery rests on now, and its digest. */
export async function currentRecords(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly digest: Uint8Array }>> {
  const records = await tx.db.selectFrom('records').select(['id', 'digest']).where('id', 'in', ids).execute();
  return new Map(records.map((record) => [record.id, record]));
}

/** Those who have signed so far, first one first. */
export async function signersOf(from: Reader | Tx['db'], delivery: DeliveryRow): Promise<Signer[]> {
  const ids = [delivery.firstSignerId, delivery.secondSignerId].filter((id) => id !== null);
  const accounts = await (from as Reader)
    .selectFrom('accounts')
    .select(['id as accountId', 'role', 'displayName'])
    .where('id', 'in', ids)
    .execute();
  return ids.flatMap((id) => accounts.find(({ accountId }) => accountId === id) ?? []);
}
