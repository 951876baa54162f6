import { CorrectedDelivery } from '#schemas/delivery.ts';
import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type LotRow, lockLots, mentionLot, refuseOpenHolds } from '../lots/index.ts';
import { appendRecords, type Draft } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { certificateFindings, lockCertificates } from './certificate-balance.ts';
import { correctLots, lotChanges } from './correct-lots.ts';
import { deliveryDraft, lotDraft } from './drafts.ts';
import { factsIn, type StatedDelivery } from './facts.ts';
import { obstructed } from './obstacle.ts';
import { type PlannedDelivery, planDelivery } from './plan.ts';
import { receiptOf } from './receipts.ts';
import { findingsOf, judgedLots, refusalsOf, writeLines } from './receive.ts';
import { deliveryRow } from './rows.ts';
import { requireIndependentSigners, signersNow } from './signers.ts';
import { currentRecords, type DeliveryRow, lockDelivery } from './standing-delivery.ts';

/**
 * Puts a delivery right. History stays: the correction is a record that names the one it replaces, with the reason,
 * and is signed by two people like the first. Lots keep their codes; until the second signature they rest.
 *
 * @throws DomainError `not-found`, `lot-held`, `stock-exceeded`, `conflict`, `invalid-input` for an arrival after the
 *   goods were used, and what `recordDelivery` throws
 */
export async function correctDelivery(ctx: Context, input: CorrectedDelivery): Promise<DeliveryReceipt> {
  const { deliveryId, reason, coSigner, ...content } = CorrectedDelivery.parse(input);
  const actor = authorise(ctx, 'delivery.correct');
  const signers = await signersNow(ctx, actor, coSigner);
  return await transact(ctx, async (tx) => {
    const before = await lockDelivery(tx, deliveryId);
    authorise(tx, 'delivery.correct', { schoolId: before.schoolId });
    const lots = await standingLots(tx, before);
    const delivery = { ...content, id: deliveryId, schoolId: before.schoolId };
    const plan = await planCorrection(tx, { delivery, signers, lots: lots.byLine });
    await refuseArrivalAfterUse(tx, content.arrivedAt, lots.all);
    const changes = lotChanges(plan, lots.all);
    await rewrite(tx, plan);
    await lockCertificates(tx, [plan]);
    await correctLots(tx, changes);
    await writeLines(tx, [plan]);
    const balances = await certificateFindings(tx, [plan]);
    const judged = judgedLots(changes.accepted, balances);
    const records = await currentRecords(tx, [
      before.recordId,
      ...lots.all.flatMap((lot) => lot.recordId ?? []),
    ]);
    const replacing = (recordId: string | null | undefined): Draft['replaces'] => {
      const record = records.get(recordId ?? '');
      return record && { ...record, reason };
    };
    await appendRecords(tx, [
      deliveryDraft(plan, replacing(before.recordId)) as unknown as Draft,
      ...judged.map((line) => {
        const replaces = replacing(changes.standing.get(line.lot.id)?.recordId);
        return lotDraft({ ...line, ...(replaces ? { replaces } : {}) }, tx) as unknown as Draft;
      }),
      ...changes.dropped.map((lot) => withdrawal(plan, lot, replacing(lot.recordId))),
    ]);
    await storeFindings(tx, [refusalsOf(plan), ...judged.map(findingsOf)]);
    return receiptOf(plan, balances);
  });
}

/** @throws DomainError `lot-held`: what is held stays as it was found */
async function standingLots(tx: Tx, { id, schoolId }: DeliveryRow) {
  const lines = await tx.db
    .selectFrom('deliveryLines')
    .select(['id', 'lotId'])
    .where('deliveryId', '=', id)
    .execute();
  const ids = lines.flatMap(({ lotId }) => lotId ?? []);
  const all = await lockLots(tx, schoolId, ids);
  await refuseOpenHolds(tx, ids);
  const byLine = new Map(
    lines.flatMap((line) => {
      const lot = all.find((candidate) => candidate.id === line.lotId);
      return lot?.code ? [[line.id, { id: lot.id, code: lot.code }] as const] : [];
    }),
  );
  return { all, byLine };
}

/** What was made of goods came after them: a later arrival would cut every trace through them. */
async function refuseArrivalAfterUse(tx: Tx, arrivedAt: string, lots: readonly LotRow[]): Promise<void> {
  if (lots.length === 0) return;
  const use = await tx.db
    .selectFrom('lotLinks')
    .innerJoin('lots', 'lots.number', 'lotLinks.parent')
    .select(['lots.id', 'lots.name', 'lotLinks.at'])
    .where(
      'lotLinks.parent',
      'in',
      lots.map(({ number }) => number),
    )
    .where('lotLinks.at', '<', arrivedAt)
    .orderBy('lotLinks.at')
    .limit(1)
    .executeTakeFirst();
  if (!use) return;
  throw new DomainError('invalid-input', {
    detail: {
      zh: `${use.name}在填写的到货时间之前已经使用，请核对时间。`,
      en: `${use.name} was used before that arrival: check the time.`,
    },
    errors: [{ pointer: '/arrivedAt', detail: 'after its use' }],
    data: { lotId: use.id, usedAt: use.at },
  });
}

interface Correction {
  readonly delivery: StatedDelivery & { readonly id: string };
  readonly signers: PlannedDelivery['signers'];
  readonly lots: ReadonlyMap<string, { readonly id: string; readonly code: string }>;
}

async function planCorrection(tx: Tx, { delivery, signers, lots }: Correction): Promise<PlannedDelivery> {
  const facts = await factsIn(tx.db, tx)(delivery);
  const { id, orderedById } = delivery;
  const judged = planDelivery({ id, delivery, signers, lots, pointer: '' }, facts, tx);
  if (!('plan' in judged)) throw obstructed(judged.obstructions);
  const { needsManager } = judged.plan;
  requireIndependentSigners(tx, signers, { deliveryId: id, orderedById, needsManager, scope: facts.scope });
  return judged.plan;
}

/** The row follows the correction, except what tells when and how the delivery was first sent. */
async function rewrite(tx: Tx, plan: PlannedDelivery): Promise<void> {
  const {
    districtId: _district,
    id,
    contentHash: _hash,
    recordedAt: _recorded,
    ...row
  } = deliveryRow(tx, plan);
  await tx.db.updateTable('deliveries').set(row).where('id', '=', id).execute();
  await tx.db.deleteFrom('deliveryLines').where('deliveryId', '=', id).execute();
  await tx.db.deleteFrom('deliveryPapers').where('deliveryId', '=', id).execute();
}

const withdrawal = (plan: PlannedDelivery, lot: LotRow, replaces: Draft['replaces']): Draft =>
  ({
    type: 'lot-withdrawn',
    subject: lot.id,
    school: plan.delivery.schoolId,
    occurredAt: plan.delivery.arrivedAt,
    body: { schoolName: plan.facts.school.name, lot: mentionLot(lot), delivery: plan.id },
    ...(replaces ? { replaces } : {}),
  }) satisfies Draft<'lot-withdrawn'> as unknown as Draft;
