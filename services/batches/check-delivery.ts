import { NewDelivery } from '#schemas/delivery.ts';
import type { Finding } from '#schemas/finding.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, read } from '../context.ts';
import { newId } from '../ids.ts';
import { factsIn } from './facts.ts';
import { obstructed } from './obstacle.ts';
import { planDelivery } from './plan.ts';
import { requireIndependentSigners, signerOf } from './signers.ts';

/** A line as it would be recorded, with what would be found about it. */
export interface CheckedLine {
  readonly id: string;
  readonly expiresOn: string | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Judges a delivery as `recordDelivery` would, and writes nothing: what people look at before they sign. How much of
 * a certificate is left is asked only when it is written, because others may be using it up.
 *
 * @throws DomainError what `recordDelivery` would throw
 */
export async function checkDelivery(ctx: Context, input: NewDelivery): Promise<CheckedLine[]> {
  const { coSigner: _, ...delivery } = NewDelivery.parse(input);
  const actor = authorise(ctx, 'delivery.record', { schoolId: delivery.schoolId });
  return await read(ctx, async (db) => {
    const facts = await factsIn(db, ctx)(delivery);
    const id = delivery.id ?? newId(ctx.clock.now());
    const signers = [signerOf(actor)] as const;
    const judged = planDelivery({ id, delivery, signers, pointer: '' }, facts, ctx);
    if (!('plan' in judged)) throw obstructed(judged.obstructions);
    const { orderedById } = delivery;
    const signing = { deliveryId: id, orderedById, needsManager: false, scope: facts.scope };
    requireIndependentSigners(ctx, signers, signing);
    return judged.plan.lines.map(({ line, expiresOn, findings, refusalFindings }) => ({
      id: line.id,
      expiresOn,
      findings: [...findings, ...refusalFindings],
    }));
  });
}
