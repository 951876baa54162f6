import type { Delivery } from '#schemas/delivery-view.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { knownId } from '../ids.ts';
import { receiptsOf } from './receipts.ts';
import { type DeliveryRow, signersOf } from './standing-delivery.ts';

/** One delivery with lines, lots, papers, findings and history. @throws DomainError `not-found`, `forbidden` */
export async function showDelivery(ctx: Context, deliveryId: string): Promise<Delivery> {
  const actor = authorise(ctx, 'delivery.read');
  return await read(ctx, async (db) => {
    const row = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', knownId(deliveryId))
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', { data: { deliveryId } });
    authorise(ctx, 'delivery.read', { schoolId: row.schoolId, supplierId: row.supplierId });
    const school = await db
      .selectFrom('schools')
      .select('name')
      .where('id', '=', row.schoolId)
      .executeTakeFirstOrThrow();
    const [receipt] = await receiptsOf(db, [deliveryId]);
    const signers = await signersOf(db, row);
    return {
      ...shown(row),
      schoolName: school.name,
      signers: signers.map(({ role, displayName }) => ({
        role,
        ...(actor.role === 'supplier' ? {} : { name: displayName }),
      })),
      lines: await linesOf(db, deliveryId, receipt),
      findings: receipt?.findings ?? [],
      history: await historyOf(db, deliveryId),
    };
  });
}

const shown = ({
  districtId: _district,
  contentHash: _hash,
  secondSignerId: _second,
  needsManager: _,
  ...row
}: DeliveryRow) => row;

async function linesOf(
  db: Reader,
  deliveryId: string,
  receipt: Awaited<ReturnType<typeof receiptsOf>>[number] | undefined,
): Promise<Delivery['lines']> {
  const lines = await db
    .selectFrom('deliveryLines')
    .leftJoin('lots', 'lots.id', 'deliveryLines.lotId')
    .selectAll('deliveryLines')
    .select(['lots.code', 'lots.status', 'lots.remainingGrams', 'lots.recordId'])
    .where('deliveryId', '=', deliveryId)
    .orderBy('position')
    .execute();
  const papers = await db
    .selectFrom('deliveryPapers')
    .select(['lineId', 'kind', 'number', 'issuer', 'issuedOn', 'validTo'])
    .select(['quantityGrams', 'lotNumber', 'sha256'])
    .where('deliveryId', '=', deliveryId)
    .orderBy('kind')
    .orderBy('number')
    .execute();
  return lines.map(
    ({
      districtId: _,
      deliveryId: __,
      position: ___,
      lotId,
      code,
      status,
      remainingGrams,
      recordId,
      ...line
    }) => ({
      ...line,
      lot:
        lotId && code && status && recordId
          ? { id: lotId, code, status, remainingGrams: remainingGrams ?? 0, recordId }
          : null,
      papers: papers.filter(({ lineId }) => lineId === line.id).map(({ lineId: _line, ...paper }) => paper),
      findings: receipt?.lots.find((lot) => lot.line === line.id)?.findings ?? [],
    }),
  );
}

async function historyOf(db: Reader, deliveryId: string): Promise<Delivery['history']> {
  const records = await db
    .selectFrom('records')
    .select(['id', 'type', 'occurredAt', 'recordedAt', 'replacesId', 'canonical'])
    .where('subjectId', '=', deliveryId)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  return records.map(({ id, canonical, ...record }) => ({
    recordId: id,
    ...record,
    reason: (JSON.parse(canonical) as { reason?: string }).reason ?? null,
  }));
}
