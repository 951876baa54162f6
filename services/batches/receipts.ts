import type { DeliveryReceipt, FindingSummary } from '#schemas/delivery-receipt.ts';
import type { Finding } from '#schemas/finding.ts';
import type { Reader, Tx } from '../context.ts';
import type { PlannedDelivery } from './plan.ts';

/** In an order that does not depend on when and where it is asked. */
const summaries = (findings: readonly FindingSummary[]): FindingSummary[] =>
  findings
    .map(({ ruleId, breach }) => ({ ruleId, breach }))
    .toSorted((a, b) => (`${a.ruleId} ${a.breach}` < `${b.ruleId} ${b.breach}` ? -1 : 1));

/** The receipt of a delivery that is being recorded. */
export function receiptOf(
  { id, recordId, signers, lines }: PlannedDelivery,
  balances: ReadonlyMap<string, readonly Finding[]>,
): DeliveryReceipt {
  return {
    id,
    recordId,
    status: signers.length === 2 ? 'signed' : 'awaiting-signature',
    lots: lines.flatMap(({ line, lot, findings }) =>
      lot
        ? [
            {
              line: line.id,
              lotId: lot.id,
              code: lot.code,
              goodsName: line.goodsName,
              acceptedGrams: line.acceptedGrams,
              recordId: lot.recordId,
              findings: summaries([...findings, ...(balances.get(lot.id) ?? [])]),
            },
          ]
        : [],
    ),
    findings: summaries(lines.flatMap(({ refusalFindings }) => refusalFindings)),
  };
}

/** The receipts of deliveries that stand, as they stand now. */
export async function receiptsOf(
  from: Reader | Tx['db'],
  ids: readonly string[],
): Promise<DeliveryReceipt[]> {
  if (ids.length === 0) return [];
  const db = from as Reader;
  const deliveries = await db
    .selectFrom('deliveries')
    .select(['id', 'recordId', 'status'])
    .where('id', 'in', ids)
    .execute();
  const lots = await db
    .selectFrom('deliveryLines')
    .innerJoin('lots', 'lots.id', 'deliveryLines.lotId')
    .select([
      'deliveryId',
      'deliveryLines.id as line',
      'lots.id as lotId',
      'lots.code',
      'lots.recordId',
      'goodsName',
      'acceptedGrams',
    ])
    .where('deliveryId', 'in', ids)
    .orderBy('position')
    .execute();
  const subjects = [...ids, ...lots.map(({ lotId }) => lotId)];
  const findings = await db
    .selectFrom('findings')
    .select(['subjectId', 'judgedRecordId', 'ruleId', 'data'])
    .where('subjectId', 'in', subjects)
    .execute();
  const about = (subjectId: string, recordId: string): FindingSummary[] =>
    summaries(
      findings
        .filter((finding) => finding.subjectId === subjectId && finding.judgedRecordId === recordId)
        .map(({ ruleId, data }) => ({ ruleId, breach: (data as { breach: string }).breach })),
    );
  return deliveries.map((delivery) => ({
    ...delivery,
    lots: lots
      .filter(({ deliveryId }) => deliveryId === delivery.id)
      .map(({ deliveryId: _, code, recordId, ...lot }) => ({
        ...lot,
        code: code as string,
        recordId: recordId as string,
        findings: about(lot.lotId, recordId as string),
      })),
    findings: about(delivery.id, delivery.recordId),
  }));
}
