import { type LinkedDeliveries, OrderDeliveries } from '#schemas/order-delivery.ts';
import type { FieldError } from '#schemas/problem.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecords, type Draft } from '../records/append.ts';
import { replacing } from '../records/replacing.ts';
import { nameOf } from './order-line-records.ts';
import type { OrderLineRow } from './order-line-row.ts';
import {
  type ArrivedLot,
  type ArrivedLots,
  type LotShare,
  lockArrivedLots,
  lotFaults,
  takeShares,
} from './share-lots.ts';
import { type Unit, unitsOf } from './units.ts';

/**
 * Says in which delivery lots the goods of accepted order lines arrived (P832-08). A line takes of each lot what it
 * needs and the lot still has: a kilogram that arrived stands for one order only. Saying it again, with a reason,
 * replaces what was said before.
 *
 * @throws DomainError `not-found`, `invalid-input` for a line that is not accepted, for a lot that is no signed delivery
 * of the school, of other goods, or used up by other orders
 */
export async function linkDeliveries(ctx: Context, input: OrderDeliveries): Promise<LinkedDeliveries> {
  authorise(ctx, 'purchase.record');
  const { links } = OrderDeliveries.parse(input);
  const lineIds = links.map(({ lineId }) => lineId);
  return await transact(ctx, async (tx) => {
    const lines = await lockLines(tx, lineIds);
    for (const { schoolId } of lines.values()) authorise(tx, 'purchase.record', { schoolId });
    const before = await takeBack(tx, lineIds);
    const lots = await lockArrivedLots(
      tx,
      links.flatMap(({ lotIds }) => lotIds),
    );
    const units = await unitsOf(tx.db);
    const linked = [];
    for (const [place, { lineId, lotIds, reason }] of links.entries()) {
      const line = lines.get(lineId) as OrderLineRow;
      const said = before.get(lineId);
      refuse(linkFaults(line, lotIds, lots), place);
      if (said && !reason) refuse([{ pointer: '/reason', detail: 'reason-needed' }], place);
      const named = lotIds.map((id) => lots.get(id) as ArrivedLot);
      const record = deliveredRecord(tx, line, units.get(line.schoolId) as Unit, takeShares(line, named));
      const replaces = said && reason ? { replaces: await replacing(tx, said, reason) } : {};
      linked.push({ ...record, ...replaces });
    }
    await keep(tx, linked);
    await appendRecords(tx, linked as unknown as Draft[]);
    return {
      links: linked.map(({ subject, id, body: { deliveries } }) => ({
        lineId: subject,
        recordId: id,
        grams: deliveries.reduce((sum, { grams }) => sum + grams, 0),
      })),
    };
  });
}

async function lockLines(tx: Tx, ids: readonly string[]): Promise<Map<string, OrderLineRow>> {
  const rows = await tx.db
    .selectFrom('orderLines')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  const lines = new Map(rows.map((row) => [row.id, row]));
  const orderLineId = ids.find((id) => !lines.has(id));
  if (orderLineId !== undefined) throw new DomainError('not-found', { data: { orderLineId } });
  return lines;
}

/** Removes what was said before and returns the records that said it, by line. */
async function takeBack(tx: Tx, lineIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db
    .deleteFrom('orderDeliveries')
    .where('lineId', 'in', lineIds)
    .returning(['lineId', 'recordId'])
    .execute();
  return new Map(rows.map(({ lineId, recordId }) => [lineId, recordId]));
}

function linkFaults(line: OrderLineRow, lotIds: readonly string[], lots: ArrivedLots): FieldError[] {
  if (line.acceptedAt === null) return [{ pointer: '/lineId', detail: 'not-accepted-yet' }];
  return lotIds.flatMap((id, nth) => lotFaults(line, lots.get(id), `/lotIds/${nth}`));
}

function refuse(faults: readonly FieldError[], place: number): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ pointer, detail }) => ({ pointer: `/links/${place}${pointer}`, detail }));
  throw new DomainError('invalid-input', { errors });
}

function deliveredRecord(tx: Tx, line: OrderLineRow, unit: Unit, shares: readonly LotShare[]) {
  const now = tx.clock.now();
  const deliveries = shares.map(({ lot: { id, code, name, arrivedAt }, grams }) => ({
    lot: id,
    ...(code === null ? {} : { code }),
    goods: name,
    arrivedAt,
    grams,
  }));
  return {
    type: 'order-line-delivered' as const,
    id: newId(now),
    subject: line.id,
    school: line.schoolId,
    occurredAt: now,
    body: { ...nameOf(line, unit), deliveries },
  };
}

async function keep(tx: Tx, records: readonly ReturnType<typeof deliveredRecord>[]): Promise<void> {
  const rows = records.flatMap(({ id: recordId, subject: lineId, body: { deliveries } }) =>
    deliveries.map(({ lot: lotId, grams }) => {
      const keys = { districtId: tx.districtId, id: newId(tx.clock.now()) };
      return { ...keys, lineId, lotId, grams, recordId };
    }),
  );
  if (rows.length > 0) await tx.db.insertInto('orderDeliveries').values(rows).execute();
}
