import { z } from 'zod';
import { toHex } from '#ledger/bytes.ts';
import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { civilDateOf } from '#schemas/time.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';
import { recordSigner } from './drafts.ts';
import { receiptsOf } from './receipts.ts';
import { requireIndependentSigners, type Signer, signerOf } from './signers.ts';
import { currentRecords, type DeliveryRow, lockDelivery, signersOf } from './standing-delivery.ts';

const DeliveryToSign = z.strictObject({ deliveryId: Id });

/**
 * The second person signs on an own phone (RCV-05). From now on the lots may be used, except those that were put on
 * hold in the meantime.
 *
 * @throws DomainError `not-found`, `conflict` when signed already, `same-signer`, `signer-not-independent`,
 *   `needs-override`
 */
export async function signDelivery(
  ctx: Context,
  input: z.input<typeof DeliveryToSign>,
): Promise<DeliveryReceipt> {
  const { deliveryId } = DeliveryToSign.parse(input);
  const actor = authorise(ctx, 'delivery.sign');
  return await transact(ctx, async (tx) => {
    const delivery = await lockDelivery(tx, deliveryId);
    authorise(tx, 'delivery.sign', { schoolId: delivery.schoolId });
    if (delivery.status === 'signed')
      throw new DomainError('conflict', { data: { status: delivery.status } });
    const school = await schoolOf(tx.db, delivery.schoolId);
    const signers = [...(await signersOf(tx.db, delivery)), signerOf(actor)];
    requireIndependentSigners(tx, signers, {
      deliveryId,
      orderedById: delivery.orderedById,
      needsManager: delivery.needsManager,
      scope: {
        jurisdiction: school.jurisdiction,
        schoolKind: school.kind,
        on: civilDateOf(delivery.arrivedAt),
      },
    });
    await appendSignature(tx, delivery, school.name, signerOf(actor));
    await tx.db
      .updateTable('deliveries')
      .set({ status: 'signed', secondSignerId: actor.accountId, signedAt: tx.clock.now() })
      .where('id', '=', deliveryId)
      .execute();
    await openLots(tx, deliveryId);
    const [receipt] = await receiptsOf(tx.db, [deliveryId]);
    return receipt as DeliveryReceipt;
  });
}

async function appendSignature(
  tx: Tx,
  delivery: DeliveryRow,
  schoolName: string,
  signer: Signer,
): Promise<void> {
  const signed = (await currentRecords(tx, [delivery.recordId])).get(delivery.recordId);
  if (!signed) throw new Error('a delivery rests on a record');
  await appendRecord(tx, {
    type: 'delivery-signed',
    subject: delivery.id,
    school: delivery.schoolId,
    occurredAt: tx.clock.now(),
    body: {
      schoolName,
      noteNumber: delivery.noteNumber,
      signedRecord: signed.id,
      signedDigest: toHex(signed.digest),
      signer: recordSigner(signer),
    },
  });
}

async function openLots(tx: Tx, deliveryId: string): Promise<void> {
  await tx.db
    .updateTable('lots')
    .set(({ case: when, exists, selectFrom }) => ({
      status: when()
        .when(
          exists(
            selectFrom('holds')
              .select('holds.id')
              .whereRef('holds.lotId', '=', 'lots.id')
              .where('liftedAt', 'is', null),
          ),
        )
        .then('held' as const)
        .else('open' as const)
        .end(),
    }))
    .where('status', '=', 'awaiting-signature')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('deliveryLines')
        .select('lotId')
        .where('deliveryId', '=', deliveryId)
        .where('lotId', 'is not', null)
        .$castTo<{ lotId: string }>(),
    )
    .execute();
}
