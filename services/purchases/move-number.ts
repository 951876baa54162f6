import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { LineStatement, OrderLineRow } from './order-line-row.ts';

/**
 * Takes the order number and platform that a corrected line names, before the line is rewritten. An order is one
 * platform's: while it has other lines there, one of them cannot leave alone.
 *
 * @throws DomainError `conflict`
 */
export async function moveNumber(tx: Tx, row: OrderLineRow, statement: LineStatement): Promise<void> {
  const { orderNo, platform } = statement;
  if (orderNo === row.orderNo && platform === row.platform) return;
  const { districtId } = tx;
  await tx.db
    .insertInto('orders')
    .values({ districtId, orderNo, platform })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const order = await tx.db
    .selectFrom('orders')
    .select('platform')
    .where('orderNo', '=', orderNo)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (order.platform === platform) return;
  const others = await tx.db
    .selectFrom('orderLines')
    .select('id')
    .where('orderNo', '=', orderNo)
    .where('id', '!=', row.id)
    .executeTakeFirst();
  if (others) throw new DomainError('conflict', { data: { orderNo, platform: order.platform } });
  await tx.db.updateTable('orders').set({ platform }).where('orderNo', '=', orderNo).execute();
}

/** Frees an order number that no line bears any more. */
export async function freeNumber(tx: Tx, orderNo: string): Promise<void> {
  const line = await tx.db
    .selectFrom('orderLines')
    .select('id')
    .where('orderNo', '=', orderNo)
    .executeTakeFirst();
  if (line) return;
  await tx.db.deleteFrom('orderShares').where('orderNo', '=', orderNo).execute();
  await tx.db.deleteFrom('orders').where('orderNo', '=', orderNo).execute();
}
