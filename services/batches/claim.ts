import type { Selectable } from 'kysely';
import type { Tx } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { DomainError } from '../errors.ts';
import { contentHash } from './content-hash.ts';
import type { PlannedDelivery } from './plan.ts';
import { deliveryRow } from './rows.ts';

/**
 * Writes the delivery rows first: id and note number are unique, so of many who send the same delivery at once the
 * first goes on and the others wait here for its commit. A delivery that was sent again with the same id and content
 * is recorded already; returns those that are new.
 *
 * @throws DomainError `conflict` for a note number that is taken, or an id with other content
 */
export async function claimDeliveries(tx: Tx, plans: readonly PlannedDelivery[]): Promise<PlannedDelivery[]> {
  const order = (plan: PlannedDelivery) =>
    JSON.stringify([plan.delivery.schoolId, plan.delivery.supplierId, plan.delivery.noteNumber]);
  const claimed = await tx.db
    .insertInto('deliveries')
    .values(plans.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map((plan) => deliveryRow(tx, plan)))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  const fresh = new Set(claimed.map(({ id }) => id));
  const again = plans.filter(({ id }) => !fresh.has(id));
  if (again.length > 0) requireSame(again, await standingIn(tx, again));
  return plans.filter(({ id }) => fresh.has(id));
}

type DeliveryRow = Selectable<Tables['deliveries']>;

async function standingIn(tx: Tx, plans: readonly PlannedDelivery[]): Promise<DeliveryRow[]> {
  return await tx.db
    .selectFrom('deliveries')
    .selectAll()
    .where(({ eb, or, and }) =>
      or(
        plans.flatMap(({ id, delivery }) => [
          eb('id', '=', id),
          and([
            eb('schoolId', '=', delivery.schoolId),
            eb('supplierId', '=', delivery.supplierId),
            eb('noteNumber', '=', delivery.noteNumber),
          ]),
        ]),
      ),
    )
    .execute();
}

function requireSame(plans: readonly PlannedDelivery[], standing: readonly DeliveryRow[]): void {
  for (const { id, delivery } of plans) {
    const same = standing.find((row) => row.id === id);
    if (same?.contentHash === contentHash(delivery)) continue;
    const taken = standing.find(
      (row) =>
        row.schoolId === delivery.schoolId &&
        row.supplierId === delivery.supplierId &&
        row.noteNumber === delivery.noteNumber,
    );
    throw new DomainError('conflict', {
      detail: {
        zh: `送货单 ${delivery.noteNumber} 已有收货记录`,
        en: `a delivery with note number ${delivery.noteNumber} is recorded already`,
      },
      data: { noteNumber: delivery.noteNumber, ...(taken ? { deliveryId: taken.id } : {}) },
    });
  }
}
