import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import type { Finding } from '#schemas/finding.ts';
import type { Tx } from '../context.ts';
import { alongside } from '../db/alongside.ts';
import { newId } from '../ids.ts';
import type { Draft } from '../records/append.ts';
import type { storeFindings } from '../records/findings.ts';
import { certificateFindings, lockCertificates } from './certificate-balance.ts';
import { claimDeliveries } from './claim.ts';
import { deliveryDraft, lotDraft } from './drafts.ts';
import { factsIn, type StatedDelivery } from './facts.ts';
import { type Obstruction, refuseObstructed } from './obstacle.ts';
import { type PlannedDelivery, planDelivery } from './plan.ts';
import { receiptOf, receiptsOf } from './receipts.ts';
import { lineRows, paperRows } from './rows.ts';
import { requireIndependentSigners } from './signers.ts';
import { type AcceptedLine, acceptedLines, writeLots } from './write-lots.ts';

/** One delivery as it comes in. */
export interface Arrival {
  readonly delivery: StatedDelivery;
  readonly signers: PlannedDelivery['signers'];
  /** JSON pointer of the delivery in what was sent. */
  readonly pointer: string;
}

/** What was received: the answer, and what the verb has yet to append. */
export interface Received {
  readonly receipts: DeliveryReceipt[];
  readonly drafts: readonly Draft[];
  readonly findings: Parameters<typeof storeFindings>[1];
}

/** Judges all deliveries, then writes all of them with a fixed number of statements. */
export async function receiveDeliveries(tx: Tx, arrivals: readonly Arrival[]): Promise<Received> {
  const plans = await plansOf(tx, arrivals);
  const fresh = await claimDeliveries(tx, plans);
  await lockCertificates(tx, fresh);
  const accepted = acceptedLines(fresh);
  await writeLots(tx, accepted);
  await writeLines(tx, fresh);
  const balances = await certificateFindings(tx, fresh);
  const judged = judgedLots(accepted, balances);
  return {
    receipts: await inOrder(tx, plans, fresh, balances),
    drafts: [
      ...fresh.map((plan) => deliveryDraft(plan) as unknown as Draft),
      ...judged.map((line) => lotDraft(line, tx) as unknown as Draft),
    ],
    findings: [...fresh.map(refusalsOf), ...judged.map(findingsOf)],
  };
}

/** Each accepted line with everything that was found about its lot. */
export const judgedLots = (accepted: readonly AcceptedLine[], balances: ReadonlyMap<string, Finding[]>) =>
  accepted.map((line) => ({
    ...line,
    findings: [...line.planned.findings, ...(balances.get(line.lot.id) ?? [])],
  }));

/** Findings about a lot, beside its record. */
export const findingsOf = ({ plan, lot, findings }: ReturnType<typeof judgedLots>[number]) => ({
  subject: { kind: 'lot', id: lot.id, schoolId: plan.delivery.schoolId, recordId: lot.recordId },
  findings,
});

async function plansOf(tx: Tx, arrivals: readonly Arrival[]): Promise<PlannedDelivery[]> {
  const factsOf = factsIn(tx.db, tx);
  const plans: PlannedDelivery[] = [];
  const obstructions: Obstruction[] = [];
  for (const { delivery, signers, pointer } of arrivals) {
    const id = delivery.id ?? newId(tx.clock.now());
    const facts = await factsOf(delivery);
    const judged = planDelivery({ id, delivery, signers, pointer }, facts, tx);
    if ('plan' in judged) {
      const { needsManager } = judged.plan;
      const { orderedById } = delivery;
      const signing = { deliveryId: id, orderedById, needsManager, scope: facts.scope };
      requireIndependentSigners(tx, signers, signing);
      plans.push(judged.plan);
    } else obstructions.push(...judged.obstructions);
  }
  refuseObstructed(obstructions);
  return plans;
}

/** Lines and papers of deliveries whose rows stand already. */
export async function writeLines(tx: Tx, plans: readonly PlannedDelivery[]): Promise<void> {
  const lines = plans.flatMap((plan) => lineRows(tx, plan));
  if (lines.length === 0) return;
  const papers = plans.flatMap((plan) => paperRows(tx, plan));
  await alongside(tx.db, { deliveryPapers: papers }).insertInto('deliveryLines').values(lines).execute();
}

/** Findings about refused goods, beside the acceptance paper. */
export const refusalsOf = (plan: PlannedDelivery) => ({
  subject: {
    kind: 'delivery',
    id: plan.id,
    schoolId: plan.delivery.schoolId,
    recordId: plan.recordId,
  },
  findings: plan.lines.flatMap(({ refusalFindings }) => refusalFindings),
});

/** One receipt for each delivery that was sent; those that were recorded before answer from their rows. */
async function inOrder(
  tx: Tx,
  plans: readonly PlannedDelivery[],
  fresh: readonly PlannedDelivery[],
  balances: ReadonlyMap<string, Finding[]>,
): Promise<DeliveryReceipt[]> {
  const before = plans.filter((plan) => !fresh.includes(plan)).map(({ id }) => id);
  const known = new Map((await receiptsOf(tx.db, before)).map((receipt) => [receipt.id, receipt]));
  return plans.map((plan) => known.get(plan.id) ?? receiptOf(plan, balances));
}
